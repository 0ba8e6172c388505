-- expect: error
return function(x) table.sort({ 2, 1 }, "less") return x end
