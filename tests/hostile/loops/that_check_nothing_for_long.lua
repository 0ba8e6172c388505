-- expect: timeout
-- One call of C after another, with no allocation and no back edge in Lua between them.
local long = ("a"):rep(1e6)
local function five() long:find("b", 1, true) long:find("c") long:find("d") long:find("e") return five() end
return five
