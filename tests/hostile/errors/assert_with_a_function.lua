-- expect: error
return function() assert(nil, print) end
