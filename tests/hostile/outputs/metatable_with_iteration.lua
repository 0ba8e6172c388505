-- expect: bad_output
return function() return setmetatable({ 1 }, { __pairs = function() while true do end end }) end
