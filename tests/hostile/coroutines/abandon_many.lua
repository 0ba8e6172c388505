-- expect: same|timeout
-- Threads that hang in the middle of a pcall, dropped for the collector to find.
return function(x)
  for i = 1, 2000 do
    coroutine.resume(coroutine.create(function() pcall(coroutine.yield, i) end))
  end
  return x
end
