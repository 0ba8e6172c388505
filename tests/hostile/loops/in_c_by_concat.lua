-- expect: timeout|memory
local list = {}
for i = 1, 1e4 do list[i] = "piece" end
return function(x) while true do x = #table.concat(list) end end
