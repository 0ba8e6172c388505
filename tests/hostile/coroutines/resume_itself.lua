-- expect: same
-- A running thread cannot be resumed; the attempt is a false, not a loop.
return function(x)
  local thread
  thread = coroutine.create(function() return coroutine.resume(thread) end)
  local _, ok = coroutine.resume(thread)
  return ok and error("it worked") or x
end
