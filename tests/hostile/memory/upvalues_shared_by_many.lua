-- expect: memory|timeout
local many = {}
for i = 1, 1e8 do
  local a, b, c = i, i, i
  many[i] = function() a, b, c = b, c, a return a end
end
