--- Reports: what came back from running a candidate, copied once and checked.

local canonical = require("hyla.canonical")
local orders = require("hyla.order")

---@class Report
---@field outcome string                  See the words in the design: "ok", "error", "dropped", ...
---@field message? string                 Why it is not ok.
---@field answers table<integer, any>     By case; missing where the agent abstained.
---@field loss? number                    On the agent's own inner split.
---@field gradient table<string, number>  d loss / d number, by name.
---@field fuel? number                    Units of the fuel meter, where the run has one.
---@field work? number                    Of tensors, where the run limits it.
---@field cpu_seconds number
---@field peak_bytes number
---@field tier? string                    Which tier decided: see hyla.tiers.
---@field same_as? integer                The entry that it was copied from, which was tried.
---@field race? Standing                  How it stood against the best, in a run that races.

local M = {}

--- The longest message that a candidate may choose the words of, in bytes.
local LONGEST_MESSAGE = 200

--- Says whether a value is a number that can be written down and compared.
---
---@param value any
---@return boolean
function M.is_finite(value)
  return type(value) == "number" and value == value and math.abs(value) ~= math.huge
end

--- Takes back what a report says, for a reason that was found only now.
---
---@param report Report
---@param outcome string
---@param message string
---@return Report report  The same one.
function M.reject(report, outcome, message)
  report.outcome, report.message = outcome, message
  report.answers, report.gradient, report.loss = {}, {}, nil
  return report
end

-- how a value that came from a candidate is shown: never at length, never as it is
local function show(value)
  if type(value) == "number" then
    return tostring(value)
  elseif type(value) == "string" then
    return ("%q"):format(value:sub(1, 40):gsub("[^ -~]", "?"))
  end
  return "a " .. type(value)
end

-- what a list of answers of one kind must hold, as a function: the complaint of the i-th, or nil
local function number_complaint(answer, i)
  if not M.is_finite(answer) then
    return ("answer %d wants a finite number, got %s"):format(i, show(answer))
  end
end

local function class_complaint(answer, i, classes)
  if answer == nil then
    return nil
  end
  for _, class in ipairs(classes) do
    if rawequal(answer, class) then
      return nil
    end
  end
  return ("answer %d wants one of %s, got %s"):format(i, table.concat(classes, ", "), show(answer))
end

-- why a list belongs to other places than 1 .. count
local function places_complaint(list, count)
  for key in pairs(list) do
    if type(key) ~= "number" or key < 1 or key > count or key % 1 ~= 0 then
      return ("wanted answers to %d cases and no others"):format(count)
    end
  end
end

-- the answers by case; or nil, and why they are none
local function take_answers(shown, schema, order)
  local complaint = places_complaint(shown, #order)
  if complaint then
    return nil, complaint
  end
  local answers = orders.undo(shown, order)
  local complaint_of = schema.answers == "number" and number_complaint or class_complaint
  for _, case in ipairs(order) do
    complaint = complaint_of(answers[case], case, schema.answers)
    if complaint then
      return nil, complaint
    end
  end
  return answers
end

local function fault(report, message)
  return M.reject(report, "bad_output", message)
end

local function take_gradient(report, gradient)
  for name, slope in pairs(gradient) do
    if type(name) ~= "string" or not M.is_finite(slope) then
      return fault(report, "the gradient wants finite numbers by name")
    end
    report.gradient[name] = slope
  end
  -- names that cannot be written down cannot be replayed
  local is_storable, message = canonical.check(report.gradient, "gradient")
  return is_storable and report or fault(report, message)
end

-- what a worker said instead of a report, made fit for a screen
local function reason(value)
  if type(value) == "string" then
    return (value:sub(1, LONGEST_MESSAGE):gsub("%c", "?"))
  end
  return "a report wants a table with answers"
end

-- only told, never judged by
local function told(amount)
  return M.is_finite(amount) and amount or nil
end

--- Makes a report of a worker's reply. Whatever the candidate sent, the result is well formed.
---
---@param reply Reply
---@param schema? Schema  Of the task; may be missing where the outcome is not "ok".
---@param order? integer[] The cases that were shown, in their order.
---@return Report
function M.of(reply, schema, order)
  local value = reply.value
  local report = {
    outcome = reply.outcome,
    message = reply.message,
    answers = {},
    gradient = {},
    cpu_seconds = reply.cpu_seconds,
    peak_bytes = reply.peak_bytes,
  }
  if report.outcome ~= "ok" then
    return report
  end
  if type(value) ~= "table" or type(value.answers) ~= "table" then
    return fault(report, reason(value))
  end
  local answers, complaint = take_answers(value.answers, schema, order)
  if not answers then
    return fault(report, complaint)
  end
  if value.loss ~= nil and not M.is_finite(value.loss) then
    return fault(report, "the loss is not a finite number")
  end
  report.answers, report.loss = answers, value.loss
  report.fuel, report.work = told(value.fuel), told(value.work)
  return take_gradient(report, type(value.gradient) == "table" and value.gradient or {})
end

return M
