-- expect: same
local weak = setmetatable({}, { __mode = "v" })
return function(x)
  for i = 1, 500 do weak[i] = { weak, weak[i - 1] } end
  for i = 2, 500 do if weak[i] and weak[i][1] ~= weak then return error("it worked") end end
  return x
end
