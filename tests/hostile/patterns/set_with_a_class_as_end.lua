-- expect: ok
return function(x) return x + (("-"):find("[a-%d]") or 0) end
