-- expect: timeout
-- Each of a million bytes is compared with a set of half a million.
local set = "[" .. ("xy"):rep(2.5e5) .. "]"
return function() return #((("z"):rep(1e6)):match(set) or "") end
