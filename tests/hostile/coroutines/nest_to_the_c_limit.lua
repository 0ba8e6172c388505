-- expect: memory|timeout
-- Every resume is a C frame: thousands deep, the interpreter counts them or the stack guard ends it.
local function deeper(n)
  return coroutine.wrap(function() return n == 0 and 0 or 1 + deeper(n - 1) end)()
end
return function(x) return x + deeper(20000) end
