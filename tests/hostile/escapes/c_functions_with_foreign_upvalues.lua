-- expect: same
-- C functions in the hands of a candidate: as an index, a setter, a comparator, an iterator.
local t = require("hyla.tensor")
return function(x)
  local odd = setmetatable({}, { __index = require, __newindex = t.zeros, __call = select, __lt = rawset })
  pcall(function() odd.key = 1 end)
  pcall(function() return odd("#") end)
  pcall(function() return odd < odd end)
  pcall(table.sort, { 1, 2, 3 }, t.eye)
  pcall(string.gsub, "ab", ".", t.is_tensor)
  return x
end
