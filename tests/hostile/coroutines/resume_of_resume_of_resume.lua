-- expect: same
return function(x)
  local thread = coroutine.create(function() return x end)
  local a, b, c = coroutine.resume(coroutine.create(coroutine.resume), thread)
  return a and b and c
end
