-- expect: same
for name in pairs(table) do table[name] = nil end
return function(x) return x end
