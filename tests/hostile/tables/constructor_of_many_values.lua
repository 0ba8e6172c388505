-- expect: ok
local function many() return unpack({}, 1, 7000) end
return function(x) return x + #{ many(), many(), (many()) } * 0 end
