-- expect: error
return function(x) return ("]"):find("[^]") or x end
