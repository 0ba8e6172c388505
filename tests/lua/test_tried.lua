--- lua/hyla/tried.lua

local check = require("tests.support.check")
local tiers = require("hyla.tiers")
local tried = require("hyla.tried")

-- what stands for an archive of agents
local function archive(sources)
  return {
    program = function(_, n)
      return { parts = { agent = sources[n] }, numbers = {} }
    end,
  }
end

local function key(source)
  return tiers.key({ parts = { agent = source }, numbers = {} })
end

local T = {}

function T.the_earliest_of_equals_is_found()
  local known = tried.new(archive({ "return 1", "return 2", "return  1 -- one", "return 2" }))
  check.equal(known:find(key("return 1"), 4), 1)
  check.equal(known:find(key("return\n2"), 4), 2)
  check.equal(known:find(key("return 3"), 4), nil)
end

function T.later_entries_are_not_seen()
  local known = tried.new(archive({ "return 1", "return 2", "return 3" }))
  check.equal(known:find(key("return 3"), 3), 3)
  check.equal(known:find(key("return 3"), 2), nil)
end

function T.an_entry_that_does_not_pass_the_gate_is_like_no_other()
  local known = tried.new(archive({ "return return", "return 2" }))
  check.equal(known:find(key("return 2"), 2), 2)
end

return T
