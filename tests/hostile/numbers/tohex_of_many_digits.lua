-- expect: same
return function(x) return bit.tohex(-1, 2 ^ 31 - 1) == "ffffffff" and #bit.tohex(1, -2 ^ 31) <= 8 and x end
