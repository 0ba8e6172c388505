-- expect: same
local t = {}
for i = 1e5, 1, -1 do t[i] = i end
return function(x) return x + #t - 1e5 end
