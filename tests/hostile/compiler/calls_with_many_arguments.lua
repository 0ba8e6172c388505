-- expect: same
local function wide(...) return (select(select("#", ...), ...)) end
return function(x)
  local s = 0
  for i = 1, 500 do s = s + wide(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, i) end
  return x + s - 125250
end
