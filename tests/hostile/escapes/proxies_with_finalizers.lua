-- expect: denied
getmetatable(newproxy(true)).__gc = function() while true do end end
