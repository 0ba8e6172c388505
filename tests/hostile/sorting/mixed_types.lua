-- expect: error
return function(x) table.sort({ 1, "a", {}, print, x }) return x end
