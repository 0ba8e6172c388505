--- Changes the course of the learning rate over the steps of learning.

local landmark = require("hyla.landmark")
local syntax = require("hyla.syntax")

local M = { name = "change_schedule", parts = { "agent" } }

-- what the rate is multiplied by
local COURSES = {
  constant = nil,
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

---@type fun(tree: table, context: EditContext): Site[]
function M.sites(tree)
  local statement = returned(tree)
  return statement and { { path = statement.path, label = "rate" } } or {}
end

---@type fun(tree: table, site: Site, context: EditContext): Argument[]
function M.arguments()
  local values = { "constant", "cosine", "linear", "steps", "warm" }
  return { { name = "course", kind = "choice", values = values } }
end

---@type fun(tree: table, site: Site, arguments: table, context: EditContext): Change?, string?
function M.apply(tree, site, arguments)
  local text = syntax.text(syntax.at(tree, site.path))
  -- the first factor is the rate itself, whatever course it followed so far
  local base = text:match("^return ([%w_.]+) %*") or text:match("^return ([%w_.]+)$")
  if not base then
    return nil, "the rate is no longer a number times a course"
  end
  local course = COURSES[arguments.course]
  local changed = course and ("return %s * %s"):format(base, course) or ("return %s"):format(base)
  if changed == text then
    return nil, "the rate follows this course already"
  end
  return { tree = syntax.replace(tree, site.path, changed) }
end

return M
