--- Tracks the loss on the cases held back over the steps, and reacts when it rises.

local landmark = require("hyla.landmark")
local syntax = require("hyla.syntax")

local M = { name = "add_tracker", parts = { "agent" } }

local LOSS = "answer.likelihood(model(weights, held.rows), held.targets):item()"

local BEFORE = {
  shrink = "local pace, tracked = 1, " .. LOSS,
  stop = "local trusted, tracked = weights, " .. LOSS,
}

local EACH_STEP = {
  shrink = [[
local now = LOSS
if now > tracked then
  pace = pace * 0.5
end
tracked = now]],
  stop = [[
local now = LOSS
if now > tracked then
  weights = trusted
  break
end
trusted, tracked = weights, now]],
}

-- the statement that sets the rate of a step
local function course(tree)
  return landmark.find_inside(tree, "train", "Local", "^local course = optimiser%({ rate = rate%(")
end

---@type fun(tree: table, context: EditContext): Site[]
function M.sites(tree)
  local is_open = not landmark.mentions(tree, "> tracked then") and course(tree)
  local loop = is_open and landmark.steps(tree)
  return loop and { { path = loop.path, label = "steps of learning", class = "steps" } } or {}
end

---@type fun(tree: table, site: Site, context: EditContext): Argument[]
function M.arguments()
  return { { name = "reaction", kind = "choice", values = { "shrink", "stop" } } }
end

---@type fun(tree: table, site: Site, arguments: table, context: EditContext): Change?, string?
function M.apply(tree, site, arguments)
  local reaction = arguments.reaction
  if reaction == "shrink" then
    local found = course(tree)
    local slowed = syntax.text(found.node):gsub("rate = rate%(", "rate = pace * rate(")
    tree = syntax.replace(tree, found.path, slowed)
  end
  local each = EACH_STEP[reaction]:gsub("LOSS", LOSS)
  return { tree = landmark.around_steps(tree, site.path, BEFORE[reaction], each) }
end

return M
