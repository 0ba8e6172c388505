-- expect: ok
local parts = {}
for i = 1, 180 do parts[i] = "t" end
local source = table.concat(parts, " .. ")
return function(x) return x + #source end
