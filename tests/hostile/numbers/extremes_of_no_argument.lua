-- expect: error
return function() return math.max() end
