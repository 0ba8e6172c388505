--- Reports: what came back from running a candidate, copied once and checked.

local canonical = require("hyla.canonical")

---@class Report
---@field outcome string                  See the words in the design: "ok", "error", "timeout", ...
---@field message? string                 Why it is not ok.
---@field answers table<integer, any>     By case; missing where the agent gave none.
---@field loss? number                    On the agent's own inner split.
---@field gradient table<string, number>  d loss / d number, by name.
---@field cpu_seconds number
---@field peak_bytes number

local M = {}

local function is_finite(value)
  return type(value) == "number" and value == value and math.abs(value) ~= math.huge
end

local function fault(report, message)
  report.outcome, report.message = "bad_output", message
  return report
end

local function take_gradient(report, gradient)
  for name, slope in pairs(gradient) do
    if type(name) ~= "string" or not is_finite(slope) then
      return fault(report, ("the gradient by %s is not a finite number"):format(tostring(name)))
    end
    report.gradient[name] = slope
  end
  return report
end

--- Makes a report of a worker's reply. Whatever the candidate sent, the result is well formed.
---
---@param reply Reply
---@return Report
function M.of(reply)
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
    return fault(report, "a report wants a table with answers")
  end
  if value.loss ~= nil and not is_finite(value.loss) then
    return fault(report, "the loss is not a finite number")
  end
  -- what cannot be written down cannot be replayed
  local is_storable, message = canonical.encode(value.answers, "answers")
  if not is_storable then
    return fault(report, message)
  end
  report.answers, report.loss = value.answers, value.loss
  return take_gradient(report, type(value.gradient) == "table" and value.gradient or {})
end

return M
