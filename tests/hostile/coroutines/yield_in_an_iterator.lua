-- expect: same
return function(x)
  local thread = coroutine.wrap(function()
    local sum = 0
    for value in coroutine.yield do sum = sum + value end
    return sum
  end)
  thread()
  thread(1)
  thread(2)
  return x + thread(nil) - 3
end
