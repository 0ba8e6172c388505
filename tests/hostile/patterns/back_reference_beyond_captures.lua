-- expect: error
return function(x) return (("aa"):find("(a)%9")) or x end
