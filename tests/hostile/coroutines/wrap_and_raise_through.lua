-- expect: error
return function(x)
  return coroutine.wrap(function() coroutine.wrap(error)({ x = x }) end)()
end
