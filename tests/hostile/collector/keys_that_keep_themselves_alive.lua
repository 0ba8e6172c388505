-- expect: same
-- Values that refer to their weak keys: this Lua never frees them, whatever the schedule.
return function(x)
  local weak = setmetatable({}, { __mode = "k" })
  for i = 1, 300 do local key = { i } weak[key] = { key } end
  for _ = 1, 3000 do local _ = { {} } end
  local count = 0
  for key, value in pairs(weak) do count = count + (value[1] == key and 1 or 0) end
  return count == 300 and x
end
