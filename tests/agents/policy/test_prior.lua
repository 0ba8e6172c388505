--- agents/policy/prior.lua

local check = require("tests.support.check")
local desks = require("tests.support.desks")
local policy = require("agents.policy.prior")
local random = require("hyla.rng")
local shipped = require("hyla.shipped")

local T = {}

function T.an_editor_shares_its_weight_among_its_options()
  local desk = desks.of({ "add_statistic a", "add_statistic b", "unheard_of" })
  local mind = { phi = policy.start(), memory = policy.open() }
  local counts = desks.count(policy, mind, desk, random.new(1), 2800)
  -- weights 3, 3 and 1, within five standard errors
  check.truthy(math.abs(counts["add_statistic a"] - 1200) < 135)
  check.truthy(math.abs(counts.unheard_of - 400) < 95)
end

function T.the_editors_it_names_are_there()
  local names, source = {}, assert(io.open("agents/policy/prior.lua")):read("*a")
  for _, module in ipairs(shipped.editors()) do
    names[module:match("[%w_]+$")] = true
  end
  for name in source:match("WEIGHTS = {(.-)}"):gmatch("([%w_]+) =") do
    check.truthy(names[name] or error("no editor " .. name))
  end
end

return T
