-- expect: memory|timeout
-- The limit is met inside a compiled trace, whose frame an error for want of memory did not find.
local t = { a = 1, "b" }
pcall(function()
  for _ in pairs(t) do table.insert(t, t) end
end)
return function(x) return x end
