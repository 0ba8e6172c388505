--- Prints what each idea reaches on its family: build/hyla tests/examples/levels.lua [FAMILY]

local keys = require("hyla.keys")
local reference = require("tests.examples.reference")

local FAMILIES = { "tabular", "grading", "reward_shaping", "survey" }

local INSTANCES = 100

-- the options that are not the same for all, as words
local function words_of(options)
  local words = {}
  for _, key in ipairs(keys.sorted(options)) do
    words[#words + 1] = tostring(options[key])
  end
  return table.concat(words, " ")
end

for _, family in ipairs(arg[1] and { arg[1] } or FAMILIES) do
  for _, idea in ipairs(require("tests.examples.ideas." .. family)) do
    local mean, spread = reference.level(idea, INSTANCES)
    local options = words_of(idea.options)
    print(("%-14s %-18s %-22s %6.3f +- %.3f"):format(family, options, idea.name, mean, spread))
  end
end
