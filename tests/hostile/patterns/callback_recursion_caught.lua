-- expect: crash|error|timeout
-- As a recursion through gsub that catches its own failure: the C stack ends whatever pcall thinks.
local function again(s) return (s:gsub(".", function(c) pcall(again, c) return c end)) end
return function() return #again("x") end
