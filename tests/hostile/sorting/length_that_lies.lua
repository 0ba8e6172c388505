-- expect: same
local liar = setmetatable({ 3, 2, 1 }, { __len = function() return 2 ^ 31 end })
return function(x) table.sort(liar) return x + liar[1] - 1 end
