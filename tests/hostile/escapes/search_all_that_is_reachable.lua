-- expect: same
-- A walk over every table, key and metatable in sight looks for functions with forbidden names.
local bad = { dump = 1, execute = 1, popen = 1, open = 1, loadstring = 1, getinfo = 1, cdef = 1, exit = 1 }
local seen = {}
local function walk(value)
  if type(value) ~= "table" or seen[value] then return false end
  seen[value] = true
  for key, inner in next, value do
    if bad[key] and type(inner) == "function" or walk(inner) then return true end
  end
  return walk(getmetatable(value))
end
local roots = { string, table, math, bit, coroutine, require("hyla.nn"), require("hyla.syntax") }
return function(x) return walk(roots) and error("it worked") or x end
