-- expect: error
return function(x) table.foreach({}, print) return x end
