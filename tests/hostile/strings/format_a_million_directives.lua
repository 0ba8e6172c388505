-- expect: same|timeout
local wide = ("%99d"):rep(7000)
local ones = {}
for i = 1, 7000 do ones[i] = i end
return function(x) return x + #wide:format(unpack(ones)) - 99 * 7000 end
