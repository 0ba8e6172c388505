--- lua/hyla/window.lua

local check = require("tests.support.check")
local window = require("hyla.window")

-- a pool whose replies come back in an order of its own: last in, first out, or first in, first out
local function pool(order)
  local queue, count = {}, 0
  local P = {}
  function P.submit(_, job)
    count = count + 1
    queue[#queue + 1] = { ticket = count, job = job }
    return count
  end
  function P.next()
    local one = table.remove(queue, order == "last" and #queue or 1)
    return one.ticket, one.job
  end
  return P
end

-- runs ten steps that each note how many had landed when they began
local function run(order, width)
  local workers, seen, landed = pool(order), {}, {}
  window.run({
    first = 1,
    last = 10,
    width = width,
    pool = workers,
    step = function(n)
      seen[n] = #landed
      local reply = coroutine.yield(workers:submit("job " .. n))
      window.turn()
      check.equal(#landed, n - 1)
      coroutine.yield(workers:submit("late job " .. n))
      return reply
    end,
    landed = function(result)
      landed[#landed + 1] = result
    end,
  })
  return landed, seen
end

local T = {}

function T.steps_land_in_order_whatever_order_the_replies_come_in()
  for _, order in ipairs({ "first", "last" }) do
    local landed = run(order, 4)
    for n = 1, 10 do
      check.equal(landed[n], "job " .. n)
    end
  end
end

function T.a_step_starts_when_the_window_reaches_it_and_no_sooner()
  for width = 1, 4 do
    local _, seen = run("last", width)
    for n = 1, 10 do
      check.truthy(seen[n] >= n - width)
    end
  end
end

function T.an_error_in_a_step_comes_out_with_its_place()
  local ok, message = pcall(window.run, {
    first = 1,
    last = 1,
    width = 1,
    step = function()
      error("the reason")
    end,
  })
  check.equal(ok, false)
  check.truthy(message:find("the reason", 1, true) and message:find("test_window", 1, true))
end

local function run_once(step, stop)
  local options = { first = 1, last = 1, width = 1, step = step, stop = stop }
  options.landed = function() end
  return window.run(options)
end

function T.a_step_that_fails_ends_the_run_with_its_message()
  local ok, message = run_once(function()
    window.fail("the disk is full")
  end)
  check.equal(ok, nil)
  check.equal(message, "the disk is full")
end

function T.replies_to_a_window_that_ended_early_are_passed_over()
  local workers, landed = pool("first"), {}
  local function play(step)
    return window.run({
      first = 1,
      last = 2,
      width = 2,
      pool = workers,
      step = step,
      landed = function(result)
        landed[#landed + 1] = result
      end,
    })
  end
  check.equal(play(function(n)
    local reply = coroutine.yield(workers:submit("old job " .. n))
    window.fail("the end after " .. reply)
  end), nil)
  check.truthy(play(function(n)
    local reply = coroutine.yield(workers:submit("new job " .. n))
    window.turn()
    return reply
  end))
  check.equal(table.concat(landed, ", "), "new job 1, new job 2")
end

function T.a_part_that_fails_or_raises_ends_nothing()
  local function attempt(part)
    local result, message
    check.truthy(run_once(function()
      result, message = window.attempt(part, 7)
    end))
    return result, message
  end
  check.equal(attempt(function(value)
    return value + 1
  end), 8)
  local result, message = attempt(function()
    window.fail("no way on")
  end)
  check.equal(result, nil)
  check.equal(message, "no way on")
  check.contains(select(2, attempt(error)), "7")
  -- it waits for its turn as the step does
  check.equal(attempt(function()
    window.turn()
    return "landed"
  end), "landed")
end

function T.a_reason_to_stop_ends_the_run_before_the_next_step()
  local ok, message = run_once(error, function()
    return "enough"
  end)
  check.equal(ok, nil)
  check.equal(message, "enough")
end

function T.what_is_to_be_done_while_no_reply_is_there_is_done_then()
  local workers, idle = pool("first"), 0
  local is_ready = false
  function workers.is_ready()
    is_ready = not is_ready
    return is_ready
  end
  local function search(reason)
    return window.run({
      first = 1,
      last = 10,
      width = 1,
      pool = workers,
      step = function(n)
        return (coroutine.yield(workers:submit(n)))
      end,
      landed = function() end,
      idle = function()
        idle = idle + 1
        return reason
      end,
    })
  end
  check.equal(search(), true)
  check.equal(idle, 5)
  local done, message = search("a full disk")
  check.equal(done, nil)
  check.equal(message, "a full disk")
end

return T
