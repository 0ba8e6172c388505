-- expect: same
-- A metatable that has a finalizer and serves tables, of which none is ever finalized.
local log = {}
local meta = { __gc = function(object) log[#log + 1] = object end, __mode = "kv" }
return function(x)
  for i = 1, 3000 do setmetatable({ i, {} }, meta) end
  return #log == 0 and x or error("it worked")
end
