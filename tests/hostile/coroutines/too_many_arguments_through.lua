-- expect: error
return function(x)
  local wide = coroutine.wrap(function(...) return select("#", ...) end)
  return x + wide(unpack({}, 1, 2 ^ 23))
end
