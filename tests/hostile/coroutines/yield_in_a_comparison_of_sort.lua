-- expect: error
return function(x)
  return coroutine.wrap(function() table.sort({ 3, 2, 1 }, coroutine.yield) return x end)()
end
