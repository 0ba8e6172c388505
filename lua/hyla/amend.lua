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
---@field class string       Where it was made, ...
---@field label string       ... and what stood there.
---@field values string      Of its arguments.
---@field at number          Evaluations charged before it was proposed.
---@field verdict? Verdict   nil until it was decided.

--- The first is proposed after so many evaluations, each further one after so many times more than
--- there were when the last was decided.
local FIRST, FACTOR = 2000, 1.25

--- The editors that may work on the policy, and so often an edit is drawn before none is proposed.
local EDITORS = { "edit_policy", "mutate_constant" }
local TRIES = 16

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

-- what is done, whatever to: a form of edit_policy, or an editor
local function form_of(option)
  return option.editor == "edit_policy" and option.class:match("^%S+") or option.editor
end

-- the options by form
local function options_of(desk)
  local forms, by_form = {}, {}
  for _, editor in ipairs(EDITORS) do
    for _, option in ipairs(desk:options_of("policy", editor)) do
      local form = form_of(option)
      if not by_form[form] then
        forms[#forms + 1], by_form[form] = form, {}
      end
      table.insert(by_form[form], option)
    end
  end
  return forms, by_form
end

-- an edit as it is remembered
local function entry_of(step, charged)
  local values = assert(literal.of(step.arguments))
  local site = step.site
  return {
    action = step.action,
    class = site.class,
    label = site.label,
    values = values,
    at = charged,
  }
end

-- whether a change was tried, or any of the same place made no difference
local function is_known(amendments, entry)
  for _, other in ipairs(amendments.list) do
    if other.class == entry.class and other.label == entry.label then
      local is_same = other.action == entry.action and other.values == entry.values
      if is_same or other.verdict and other.verdict.is_idle then
        return true
      end
    end
  end
  return false
end

--- Proposes a change of the policy when it is due. All forms of change are equally likely, and so
--- is all that one form can do; but no change is proposed twice, and none at a place where another
--- made no difference.
---
---@param phi table      With `amendments`; they are changed.
---@param history History
---@param desk Desk      On the program that the policy is part of.
---@param rng Rng
---@return Revision? revision  To be tried; nil when it is not due, or nothing can be done.
function M.propose(phi, history, desk, rng)
  local amendments = phi.amendments
  if history.charged < amendments.due then
    return nil
  end
  local forms, by_form = options_of(desk)
  for _ = 1, #forms > 0 and TRIES or 0 do
    local options = by_form[forms[rng:integer(#forms)]]
    local step = desk:step("policy", options[rng:integer(#options)], rng)
    local entry, after = entry_of(step, history.charged), desk:after(step)
    local source = after and after:change().parts.policy
    if source and not is_known(amendments, entry) then
      table.insert(amendments.list, entry)
      return { parts = { policy = source }, phi = phi, is_trial = true }
    end
  end
end

return M
