-- expect: ok
return function(x)
  local thread = coroutine.wrap(function() return xpcall(error, coroutine.yield, "e") end)
  thread()
  return x
end
