-- expect: denied
local names = { 'o' .. 's', 'i' .. 'o' }
local function outside() return os end
pcall(outside)
return function(x) return x + #names end
