-- expect: same|timeout
-- Eight thousand values cross from stack to stack and back.
return function(x)
  local wide = coroutine.wrap(function(...) return select("#", coroutine.yield(...)) end)
  local list = {}
  for i = 1, 7900 do list[i] = i end
  wide(unpack(list))
  return x + wide(unpack(list)) - 7900
end
