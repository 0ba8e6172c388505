-- expect: error
return function(x)
  coroutine.yield(x)
  return x
end
