-- expect: same|denied
-- Generators, iterators of gmatch and patterns of LPeg are userdata: nobody gives them a finalizer.
local rng, lpeg = require("hyla.rng"), require("lpeg")
return function(x)
  for _, thing in ipairs({ rng.new(1), lpeg.P("a") }) do
    if pcall(setmetatable, thing, { __gc = error }) then return error("it worked") end
  end
  return x
end
