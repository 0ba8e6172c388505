-- expect: error
return function(x) table.sort({ 3, 1, 2 }, function() error("no order") end) return x end
