-- expect: same
local function deeper(n)
  return coroutine.wrap(function() return n == 0 and 0 or 1 + deeper(n - 1) end)()
end
return function(x) return x + deeper(50) - 50 end
