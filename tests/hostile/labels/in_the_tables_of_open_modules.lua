-- expect: same
-- Whatever can be reached from a module or from prepared data is searched for names of answers.
local wanted = { label = 1, labels = 1, answer = 1, answers = 1, target = 1, targets = 1, expected = 1, solution = 1 }
local seen = {}
local function holds(value)
  if type(value) ~= "table" or seen[value] then return false end
  seen[value] = true
  for key, inner in next, value do
    if wanted[key] and type(inner) ~= "function" or holds(inner) then return true end
  end
  return holds(getmetatable(value))
end
local roots = { prepared }
for _, name in ipairs({ "hyla.tensor", "hyla.nn", "hyla.optim", "hyla.rng", "hyla.syntax", "hyla.kit.text" }) do
  roots[#roots + 1] = require(name)
end
return function(x) return holds(roots) and error("it worked") or x end
