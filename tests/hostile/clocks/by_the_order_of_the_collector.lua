-- expect: ok|timeout
-- When weak entries vanish depends on the program alone, and not on the time that passed.
local weak, alive = setmetatable({}, { __mode = "v" }), 0
for i = 1, 20000 do weak[i] = { i } end
for _ in pairs(weak) do alive = alive + 1 end
return function(x) return x + alive end
