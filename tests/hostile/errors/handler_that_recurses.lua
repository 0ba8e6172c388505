-- expect: same|timeout
-- The handler of a stack overflow overflows as well.
local function down() return 1 + down() end
return function(x) xpcall(down, down) return x end
