-- expect: error
local function down(n) if n < 1e9 then return 1 + down(n + 1) end return 0 end
return function(x) return down(0) + x end
