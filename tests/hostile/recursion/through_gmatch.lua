-- expect: error
local function down(s) for piece in s:gmatch(".+") do return 1 + down(piece) end end
return function() return down("abc") end
