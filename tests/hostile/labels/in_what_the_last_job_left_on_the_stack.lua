-- expect: same
-- Slots of a stack that was never written, seen through missing arguments and fresh threads.
local function missing(a, b, c, d, e, f, g, h) return a, b, c, d, e, f, g, h end
return function(x)
  for _ = 1, 50 do
    local found = { coroutine.wrap(missing)() }
    for i = 1, 8 do if found[i] ~= nil then return error("it worked") end end
  end
  return x
end
