--- lua/hyla/live/client.lua; its answers from a run that goes on: tests/lua/cli/test_swap.lua

local check = require("tests.support.check")
local clients = require("hyla.live.client")
local scratch = require("tests.support.scratch")
local searches = require("tests.support.searches")

local T = {}

T.nobody_to_speak_with_is_told = scratch.test(function(folder)
  check.contains(select(2, clients.open(folder)), "wanted the folder of a run")
  local archive = searches.search(folder .. "/run").archive
  archive:close()
  check.contains(select(2, clients.open(folder .. "/run")), "the run does not go on")
end)

return T
