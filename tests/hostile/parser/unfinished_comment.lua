-- expect: syntax
--[[ the rest of the file
return function(x) return x end
