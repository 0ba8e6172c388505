-- expect: same
local function many() return unpack({}, 1, 7000) end
return function(x) local t = { many(), 1, many() }
  t[7002] = 2
  return t[2] == 1 and t[1] == nil and t[7002] == 2 and x end
