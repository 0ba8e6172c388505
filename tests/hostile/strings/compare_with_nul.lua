-- expect: same
-- The order of texts goes on behind a NUL.
return function(x) return ("a\0b" < "a\0c" and "a" < "a\0") and x or -x end
