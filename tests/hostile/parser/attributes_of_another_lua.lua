-- expect: syntax
local x <const> = 1
