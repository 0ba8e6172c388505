--- Dialects: a desk as a policy is offered it that is to do without measured arguments, or to note
--- where a draw has met one.

local argument = require("hyla.argument")
local binding = require("hyla.binding")

local M = {}

---@class DialectRules
---@field is_plain boolean   Options that measure an argument are left out.
---@field has_notes boolean  Steps get notes of what their draws have met (hyla.binding).

---@class Dialect           Answers what policies ask of a desk.
---@field editors string[]
---@field private desk Desk
---@field private rules DialectRules
---@field private listed table<string, Option[]>
local Dialect = {}
Dialect.__index = Dialect

--- Returns a desk in a dialect.
---
---@param desk Desk
---@param rules DialectRules
---@return Dialect
function M.of(desk, rules)
  local dialect = { desk = desk, rules = rules, editors = desk.editors, listed = {} }
  return setmetatable(dialect, Dialect)
end

local function is_plain(option)
  for _, source in pairs(option.sources) do
    if argument.is_measured(source) then
      return false
    end
  end
  return true
end

-- those of a list that belong to the dialect
local function offered(self, options)
  if not self.rules.is_plain then
    return options
  end
  local kept = {}
  for _, option in ipairs(options) do
    kept[#kept + 1] = is_plain(option) and option or nil
  end
  return kept
end

--- As of a desk.
function Dialect:options(part)
  return offered(self, self.desk:options(part))
end

--- As of a desk.
function Dialect:options_of(part, editor)
  local key = part .. " " .. editor
  self.listed[key] = self.listed[key] or offered(self, self.desk:options_of(part, editor))
  return self.listed[key]
end

--- As of a desk.
function Dialect:find(part, name)
  local option = self.desk:find(part, name)
  return option and (not self.rules.is_plain or is_plain(option)) and option or nil
end

-- the arguments of an option where a step of it was made
local function arguments_at(option, site)
  for _, move in ipairs(option.moves) do
    if move.site == site then
      return move.arguments
    end
  end
end

--- As of a desk.
function Dialect:step(part, option, rng, shift)
  local step, draws = self.desk:step(part, option, rng, shift)
  local notes = {}
  for i, spec in ipairs(self.rules.has_notes and arguments_at(option, step.site) or {}) do
    binding.note(notes, spec, i, option.sources[spec.name], step.arguments[spec.name], shift)
  end
  step.notes = notes[1] and notes or nil
  return step, draws
end

--- As of a desk.
function Dialect:after(step)
  local desk, message = self.desk:after(step)
  return desk and M.of(desk, self.rules), message
end

return M
