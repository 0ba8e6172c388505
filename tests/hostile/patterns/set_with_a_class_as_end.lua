-- expect: same
return function(x) return not ("-"):find("[a-%d]") and ("d"):find("[a-%d]") and x end
