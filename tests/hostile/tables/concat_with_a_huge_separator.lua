-- expect: memory|timeout
local many = {}
for i = 1, 1000 do many[i] = i end
return function() return #table.concat(many, (","):rep(1e6)) end
