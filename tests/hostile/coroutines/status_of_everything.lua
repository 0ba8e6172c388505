-- expect: same
return function(x)
  local thread = coroutine.create(function(self) coroutine.yield(coroutine.status(self)) end)
  local _, inside = coroutine.resume(thread, thread)
  local bad = pcall(coroutine.status, print)
  return inside == "running" and not bad and x
end
