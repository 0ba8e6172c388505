-- expect: error
-- A yield cannot pass the C frame of gsub.
return function(x)
  local thread = coroutine.wrap(function() return ("abc"):gsub(".", coroutine.yield) end)
  return thread() + x
end
