--- The window: steps that overlap without anything depending on how they do.
--
-- Step n may start once step n - width has landed, and steps land in order. A step is a coroutine:
-- it yields a ticket to wait for a worker's reply; it may wait for its turn to land, or end the run
-- by `M.fail`. Steps that did not land leave no trace.

local M = {}

local TURN = "turn"

local FAILED = "failed"

local LANDED = "landed"

--- Waits until the calling step is the next to land.
function M.turn()
  coroutine.yield(TURN)
end

---@class WindowOptions
---@field first integer
---@field last integer
---@field width integer                at least 1
---@field pool Pool                    `pool:next()` gives the next reply and its ticket
---@field step fun(n: integer): any
---@field is_alone? fun(n: integer): boolean  Whether it starts only once all before it have landed.
---@field landed fun(result: any)      called in order with what each step returned
---@field idle? fun(): string?  called before waiting where `pool:is_ready()` is false, like `stop`
---@field stop? fun(): string?          called between steps; a reason to stop ends the run

--- Ends the run that the calling step belongs to: what was expected to work did not.
---
---@param message string
function M.fail(message)
  coroutine.yield(FAILED, message)
end

--- Does a part of the calling step whose failure does not end the run.
---
---@param part fun(...): any  May wait as a step does.
---@return any result     nil where it failed or raised.
---@return string? message
function M.attempt(part, ...)
  local thread = coroutine.create(part)
  local ok, wanted, message = coroutine.resume(thread, ...)
  while ok and coroutine.status(thread) ~= "dead" do
    if wanted == FAILED then
      return nil, message
    end
    ok, wanted, message = coroutine.resume(thread, coroutine.yield(wanted))
  end
  if not ok then
    return nil, tostring(wanted)
  end
  return wanted
end

-- a coroutine that does one step after another
local function make_thread(step)
  return coroutine.create(function(n)
    while true do
      n = coroutine.yield(LANDED, step(n))
    end
  end)
end

local function spawn(steps, options, n)
  steps.threads[n] = table.remove(steps.idle) or make_thread(options.step)
  steps.started = n
  return n
end

-- resumes a step until it waits again, is done or fails
local function resume(steps, options, n, value)
  local thread = steps.threads[n]
  local ok, wanted, result = coroutine.resume(thread, value)
  if not ok then
    error(debug.traceback(thread, wanted), 0)
  end
  if wanted == LANDED then
    steps.threads[n], steps.idle[#steps.idle + 1] = nil, thread
    steps.landed = n
    options.landed(result)
  elseif wanted == FAILED then
    steps.failure = result
  elseif wanted == TURN then
    steps.ready[n] = true
  else
    steps.waiting[wanted] = n
  end
end

-- takes the next reply to the step that waits for it; first, what is to be done while there is none
local function hear(steps, options)
  local reason = options.idle and not options.pool:is_ready() and options.idle()
  if reason then
    steps.failure = reason
    return
  end
  local ticket, reply = options.pool:next()
  local n = steps.waiting[ticket]
  -- else it was asked for in a window that ended early
  if n then
    steps.waiting[ticket] = nil
    resume(steps, options, n, reply)
  end
end

-- whether the next step may start
local function may_start(steps, options)
  local flying = steps.started - steps.landed
  if steps.started >= options.last or flying >= options.width then
    return false
  end
  return flying == 0 or not (options.is_alone and options.is_alone(steps.started + 1))
end

--- Runs the steps from `first` to `last`.
---
---@param options WindowOptions
---@return true? done
---@return string? message why it ended before the last step
function M.run(options)
  local before = options.first - 1
  local steps = { started = before, landed = before, ready = {}, waiting = {} }
  steps.threads, steps.idle = {}, {}
  while steps.landed < options.last do
    local reason = steps.failure or options.stop and options.stop()
    if reason then
      return nil, reason
    end
    local next_one = steps.landed + 1
    if may_start(steps, options) then
      local n = spawn(steps, options, steps.started + 1)
      resume(steps, options, n, n)
    elseif steps.ready[next_one] then
      steps.ready[next_one] = nil
      resume(steps, options, next_one)
    else
      hear(steps, options)
    end
  end
  return true
end

return M
