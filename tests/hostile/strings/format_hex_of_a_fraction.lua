-- expect: same
-- Out of the range of 64 bits the processor decides what the digits are, but digits they are.
return function(x) return ("%x %o %u"):format(-1.5, 2 ^ 70, -2 ^ 63):find("^f+ %d+ 9223372036854775808$") and x end
