-- expect: same
return function(x) return (("abc")[1] or ("abc")[{}] or ("abc")[print]) and error("it worked") or x end
