-- expect: error
local list = {}
for i = 1, 2000 do list[i] = (i * 7919) % 101 end
table.sort(list, function(a, b) return a <= b or list[1] ~= nil end)
return function(x) return x end
