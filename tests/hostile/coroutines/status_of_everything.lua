-- expect: ok
return function(x)
  local thread = coroutine.create(function(self) coroutine.yield(coroutine.status(self)) end)
  local _, inside = coroutine.resume(thread, thread)
  local bad = pcall(coroutine.status, print)
  return x + #inside + (bad and 100 or 0)
end
