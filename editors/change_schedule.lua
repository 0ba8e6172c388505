--- Changes the course of the learning rate over the steps of learning.

local landmark = require("hyla.landmark")
local syntax = require("hyla.syntax")

local M = { name = "change_schedule", parts = { "agent" } }

-- what the rate is multiplied by
local COURSES = {
  cosine = "(0.5 + 0.5 * math.cos(math.pi * progress))",
  linear = "(1 - progress)",
  steps = "(progress < 0.5 and 1 or 0.1)",
  warm = "math.min(1, 0.1 + 5 * progress)",
}

-- the expression that the function `rate` returns
local function returned(tree)
  local rate = landmark.find_function(tree, "rate")
  local statement = rate and landmark.find_statement(tree, "Return", "^return ", rate.path)
  return statement
end

-- the rate itself and the course that it is multiplied by; nil when it is anything else
local function rate_of(tree)
  local statement = returned(tree)
  local text = statement and syntax.text(statement.node) or ""
  local base, course = text:match("^return ([%w_.]+) %* (.+)$")
  if base then
    return base, course
  end
  return text:match("^return ([%w_.]+)$")
end

---@type fun(tree: table, context: EditContext): Site[]
function M.sites(tree)
  return rate_of(tree) and { { path = returned(tree).path, label = "rate", class = "rate" } } or {}
end

---@type fun(tree: table, site: Site, context: EditContext): Argument[]
function M.arguments(tree)
  local base, course = rate_of(tree)
  local values = {}
  for _, name in ipairs({ "constant", "cosine", "linear", "steps", "warm" }) do
    if base and COURSES[name] ~= course then
      values[#values + 1] = name
    end
  end
  return { { name = "course", kind = "choice", values = values } }
end

---@type fun(tree: table, site: Site, arguments: table, context: EditContext): Change?, string?
function M.apply(tree, site, arguments)
  local base, course = rate_of(tree), COURSES[arguments.course]
  local changed = course and ("return %s * %s"):format(base, course) or ("return %s"):format(base)
  return { tree = syntax.replace(tree, site.path, changed) }
end

return M
