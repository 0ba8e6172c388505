-- expect: denied
return function(x) return x + os.time() end
