-- expect: bad_output
return function(x)
  return setmetatable({}, { __tonumber = function() return x end, __unm = function() return x end })
end
