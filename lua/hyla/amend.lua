--- Amendments: changes of a policy's own source that it proposes, and what became of them.
--
-- A change is a step of one of the program's own editors on the policy, like any other step. Not
-- the policy decides whether it is admitted: it is played against what it would replace
-- (hyla.trial), and the verdict comes with the history of the next revision.

local literal = require("hyla.literal")

local M = {}

---@class Amendments         A part of what a policy has learned.
---@field due number         Evaluations after which it proposes the next.
---@field list Amendment[]   All that were tried, the earlier first.

---@class Amendment
---@field action string
---@field label string       Where it was made.
---@field values string      Of its arguments.
---@field at number          Evaluations charged before it was proposed.
---@field verdict? Verdict   nil until it was decided.

--- The first is proposed after so many evaluations, each further one after so many times more than
--- there were when the last was decided.
local FIRST, FACTOR = 2000, 1.25

--- The editors that may work on the policy, and so often an edit is drawn before none is proposed.
local EDITORS = { "edit_policy", "mutate_constant" }
local TRIES = 8

--- Nothing proposed.
---
---@return Amendments
function M.new()
  return { due = FIRST, list = {} }
end

--- Takes down what became of the last proposal.
---
---@param amendments Amendments  It is changed.
---@param history History
function M.hear(amendments, history)
  local last = amendments.list[#amendments.list]
  if last and history.verdict then
    last.verdict = history.verdict
    amendments.due = FACTOR * history.charged
  end
end

local function options_of(desk)
  local options = {}
  for _, editor in ipairs(EDITORS) do
    for _, option in ipairs(desk:options_of("policy", editor)) do
      options[#options + 1] = option
    end
  end
  return options
end

-- an edit as it is remembered
local function entry_of(step, charged)
  local values = assert(literal.of(step.arguments))
  return { action = step.action, label = step.site.label, values = values, at = charged }
end

local function was_tried(amendments, entry)
  for _, other in ipairs(amendments.list) do
    local is_there = other.action == entry.action and other.label == entry.label
    if is_there and other.values == entry.values then
      return true
    end
  end
  return false
end

--- Proposes a change of the policy when it is due: any that its editors can make, and that was not
--- tried yet, is as likely as any other of its kind.
---
---@param phi table      With `amendments`; they are changed.
---@param history History
---@param desk Desk      On the program that the policy is part of.
---@param rng Rng
---@return Revision? revision  To be tried; nil when it is not due, or nothing can be done.
function M.propose(phi, history, desk, rng)
  local amendments = phi.amendments
  local options = history.charged >= amendments.due and options_of(desk) or {}
  for _ = 1, #options > 0 and TRIES or 0 do
    local step = desk:step("policy", options[rng:integer(#options)], rng)
    local entry, after = entry_of(step, history.charged), desk:after(step)
    local source = after and after:change().parts.policy
    if source and not was_tried(amendments, entry) then
      table.insert(amendments.list, entry)
      return { parts = { policy = source }, phi = phi, is_trial = true }
    end
  end
end

return M
