-- expect: same
-- A yield does not leave a handler: it is an error in the handling of errors.
return function(x)
  local thread = coroutine.wrap(function() return xpcall(error, coroutine.yield, "e") end)
  local ok, message = thread()
  return ok == false and message == "error in error handling" and x
end
