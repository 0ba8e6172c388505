-- expect: ok
local weak = setmetatable({}, { __mode = "v" })
return function(x)
  for i = 1, 500 do weak[i] = { weak, weak[i - 1] } end
  return x + (weak[1] and 1 or 0) * 0
end
