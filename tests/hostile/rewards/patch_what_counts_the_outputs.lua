-- expect: same
ipairs = function() return function() end end
pairs, next, type, select, unpack = ipairs, nil, function() return "number" end, nil, nil
return function(x) return x end
