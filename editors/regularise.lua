--- Keeps a model from learning single cases: small weights, few weights, or shaken rows.

local landmark = require("hyla.landmark")
local syntax = require("hyla.syntax")

local M = { name = "regularise", parts = { "agent" } }

local PENALTIES = {
  decay = "loss = loss + weight.squares(weights) * %.3g",
  sparse = "loss = loss + weight.sizes(weights) * %.3g",
}

local SHAKES = {
  dropout = "seen = seen:dropout(math.min(%.3g, 0.9), random.new(step))",
  noise = "seen = seen + sample.noise(seen, random.new(step)) * %.3g",
}

local function free_means(tree)
  return landmark.absent(tree, { "decay", "dropout", "noise", "sparse" }, function(means)
    return (PENALTIES[means] or SHAKES[means]):match("^(.-)%%")
  end)
end

local function places(tree)
  local loss = landmark.find_inside(tree, "train", "Local", "^local loss = ")
  return loss, landmark.find_inside(tree, "train", "Local", "^local seen = ")
end

---@type fun(tree: table, context: EditContext): Site[]
function M.sites(tree)
  local loss, seen = places(tree)
  if not loss or not seen or #free_means(tree) == 0 then
    return {}
  end
  return { { path = loss.path, label = "loss", class = "loss" } }
end

---@type fun(tree: table, site: Site, context: EditContext): Argument[]
function M.arguments(tree)
  return {
    { name = "amount", kind = "number", value = 0.05, low = 0.001, high = 1 },
    { name = "means", kind = "choice", values = free_means(tree) },
  }
end

---@type fun(tree: table, site: Site, arguments: table, context: EditContext): Change?, string?
function M.apply(tree, site, arguments)
  local penalty = PENALTIES[arguments.means]
  local line = (penalty or SHAKES[arguments.means]):format(arguments.amount)
  local _, seen = places(tree)
  tree = syntax.insert_after(tree, penalty and site.path or seen.path, line)
  return { tree = landmark.with_kit(tree, line) }
end

return M
