-- expect: same
-- %f looks at the byte behind the last one, which is the NUL of the string.
return function(x) return x + (("the end"):find("%f[%z]")) - 8 end
