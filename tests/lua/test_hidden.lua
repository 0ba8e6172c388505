--- lua/hyla/hidden.lua

local check = require("tests.support.check")
local hidden = require("hyla.hidden")
local runs = require("hyla.run")
local scratch = require("tests.support.scratch")
local searches = require("tests.support.searches")

-- what stands for an archive: 1 <- 2 <- 4, 1 <- 3, and 5 of 4 and 3; `measured` on the test split
local function archive(measured)
  local entries = { {}, { parent = 1 }, { parent = 1 }, { parent = 2 }, { parent = 4, mate = 3 } }
  local events = { { kind = "other", body = { n = 1 } } }
  for _, n in ipairs(measured) do
    events[#events + 1] = { kind = "test", body = { n = n, score = n / 10 } }
  end
  return {
    entry = function(_, n)
      return entries[n]
    end,
    events = function()
      return events
    end,
  }
end

local T = {}

function T.queries_are_counted_along_a_line_of_descent()
  check.equal(hidden.queries(archive({}), 5), 0)
  check.equal(hidden.queries(archive({ 1, 3 }), 4), 1)
  check.equal(hidden.queries(archive({ 1, 2, 4 }), 4), 3)
end

function T.a_mate_is_of_the_line_too()
  check.equal(hidden.queries(archive({ 1, 3 }), 5), 2)
end

function T.a_score_is_remembered_and_costs_nothing()
  local run = { archive = archive({ 1, 2, 4 }), test_queries = 2 }
  check.equal(hidden.score(run, 4), 0.4)
end

function T.who_asks_too_often_gets_no_score()
  local run = { archive = archive({ 1, 2 }), test_queries = 2 }
  local score, message = hidden.score(run, 4)
  check.equal(score, nil)
  check.equal(message, "the test split was asked 2 times on the way to entry 4, as often as "
    .. "search.test_queries allows")
end

-- an archive where entry n is of n - 2 and, as the mate, n - 1
local function long_archive(count)
  return {
    entry = function(_, n)
      return { parent = n > 2 and n - 2 or nil, mate = n > 1 and n - 1 or nil }
    end,
    events = function()
      return { { kind = "test", body = { n = 1 } }, { kind = "test", body = { n = count } } }
    end,
  }
end

function T.a_line_of_descent_may_be_long()
  check.equal(hidden.queries(long_archive(100000), 100000), 2)
end

function T.a_failure_is_remembered_with_its_reason()
  local events = {}
  local run = {
    archive = {
      entry = function()
        return {}
      end,
      events = function()
        return events
      end,
      program = function()
        return { parts = { agent = "return return" }, numbers = {} }
      end,
      record = function(_, kind, body)
        events[#events + 1] = { kind = kind, body = body }
        return true
      end,
    },
    test_queries = 2,
    cases = { test = {} },
  }
  local score, message = hidden.score(run, 1)
  check.equal(score, nil)
  check.contains(message, "entry 1 on the test split: syntax: agent:1:")
  local again, reason = hidden.score(run, 1)
  check.equal(again, nil)
  check.equal(reason, message)
  check.equal(#events, 1)
end

T.the_hidden_inputs_are_kept_from_screen_workers = scratch.test(function(folder)
  local config = searches.config()
  local run = assert(runs.open(config, {}))
  assert(runs.start(run, folder .. "/run", config))
  assert(runs.finish(run))
  local play = require("hyla.play")
  check.equal(play.try(run, run.archive:program(1), "test", "hidden").outcome, "ok")
  check.equal(play.try(run, run.archive:program(1), "test", "screen").outcome, "error")
  run.pool:close()
end)

return T
