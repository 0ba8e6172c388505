-- expect: error
return function(x) return (1i).re.x + x end
