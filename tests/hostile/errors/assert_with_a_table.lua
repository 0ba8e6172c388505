-- expect: error
return function() assert(false, { score = 1 }) end
