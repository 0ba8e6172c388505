-- expect: same|timeout
local function down(n) local ok = pcall(down, n + 1) return ok and n end
return function(x) down(0) return x end
