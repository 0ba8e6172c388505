--- lua/hyla/live/server.lua

local check = require("tests.support.check")
local live = require("tests.support.live")
local runs = require("hyla.run")

local test = live.test

local T = {}

T.requests_that_make_no_sense_are_answered = test(function(ask, _, _, send)
  check.contains(ask("stauts").message, "no verb stauts; did you mean status")
  check.equal(ask("entry", { n = "x" }).message, "entry: n wants to be a number, got a string")
  check.equal(ask("step", { count = 0.5 }).message, "count wants an integer from 1 on, got 0.5")
  check.equal(send("{").message, "wanted an object with a verb")
  check.equal(send("[]").message, "wanted an object with a verb")
  local message = send('{"verb":"status","arguments":3}').message
  check.equal(message, "status: arguments want to be an object")
  check.equal(ask("status").ok, true)
end)

T.who_only_looks_changes_nothing = test(function(ask)
  check.equal(ask("hello", { is_reader = true }).ok, true)
  check.contains(ask("pause").message, "pause: it changes the run, and this connection only looks")
  check.equal(ask("status").value.is_paused, false)
end)

T.a_run_is_paused_stepped_and_resumed = test(function(ask, run, server)
  check.equal(ask("pause").value.is_paused, true)
  check.equal(ask("step", { count = 2 }).value.is_paused, false)
  local seen
  run.stop = function()
    return server:poll(function()
      seen = run.view.upto
      return server:is_paused() and "paused" or nil
    end)
  end
  local ok, message = runs.search(run, function() end)
  check.equal(ok, nil)
  check.equal(message, "paused")
  check.equal(seen, 3)
  check.equal(ask("resume").value.is_paused, false)
end)

return T
