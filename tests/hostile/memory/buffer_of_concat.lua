-- expect: memory|timeout
local piece = ("c"):rep(2 ^ 16)
local pieces = {}
for i = 1, 200 do pieces[i] = piece end
return function() return #table.concat(pieces, piece) end
