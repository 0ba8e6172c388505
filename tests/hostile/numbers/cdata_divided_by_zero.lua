-- expect: same
-- A 64-bit literal is cdata without the library; the division that traps on the processor must not.
return function(x) return tonumber(1LL / 0LL) == -2 ^ 63 and tonumber(1ULL % 0ULL) ~= nil and x end
