-- expect: same|timeout
-- In the handler of an overflow there is room for a little more, and no more.
local function down() return 1 + down() end
return function(x)
  local depth = 0
  local function more() depth = depth + 1 return 1 + more() end
  xpcall(down, function() pcall(more) end)
  return depth < 1e7 and x
end
