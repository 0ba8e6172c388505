-- expect: error
return function() assert() end
