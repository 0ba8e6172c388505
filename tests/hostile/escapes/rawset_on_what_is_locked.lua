-- expect: same
return function(x) return pcall(rawset, "", "evil", print) and error("it worked") or x end
