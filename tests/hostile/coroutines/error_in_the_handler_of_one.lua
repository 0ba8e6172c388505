-- expect: same
-- A handler that fails inside a thread: the status is the failure's, the thread is dead.
return function(x)
  local thread = coroutine.create(function() return xpcall(error, function(e) return e.x.y end) end)
  local ok, status = coroutine.resume(thread)
  return ok and status == false and x or x + 1
end
