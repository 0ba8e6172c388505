-- expect: same
return function(x)
  local thread = coroutine.wrap(function() local n = 0 while true do n = n + 1 coroutine.yield(n) end end)
  local sum = 0
  for _ = 1, 5000 do sum = sum + thread() end
  return x + sum - 5000 * 5001 / 2
end
