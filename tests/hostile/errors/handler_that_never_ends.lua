-- expect: timeout
return function() return xpcall(error, function() while true do end end) end
