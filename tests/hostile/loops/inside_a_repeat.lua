-- expect: timeout
return function(x) repeat x = x until false end
