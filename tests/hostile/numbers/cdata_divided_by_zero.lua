-- expect: ok
-- A 64-bit literal is cdata without the library; the division that traps on the processor must not.
return function(x) return x + tonumber(1LL / 0LL) * 0 + tonumber(1ULL % 0ULL) * 0 end
