-- expect: same|timeout
-- Every function of the module, with every pair of odd values: all are refused or right.
local t = require("hyla.tensor")
local odd = { 0 / 0, -1, 2 ^ 53, "", {}, { {} }, print, false, t.zeros({ 0 }), t.ones({ 2, 2 }), t.tensor(1, "bool") }
return function(x)
  if x > -6 then return x end
  for name, f in pairs(t) do
    for _, a in ipairs(odd) do for _, b in ipairs(odd) do
      if name ~= "scope" then pcall(t.scope, f, a, b, a) end
    end end
  end
  return x
end
