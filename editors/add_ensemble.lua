--- Lets several models learn, each from cases drawn anew, and answer by their mean (bagging).

local landmark = require("hyla.landmark")
local syntax = require("hyla.syntax")

local M = { name = "add_ensemble", parts = { "agent" } }

local TRAIN = [[
state.models = {}
for i = 1, %d do
  state.models[i] = train(state, sample.bootstrap(fit, random.new(i)), held)
end]]

local PREDICT = [[
local sum = 0
for _, weights in ipairs(state.models) do
  sum = sum + model(weights, rows)
end
return sum / #state.models]]

local function places(tree)
  local predict = landmark.find_inside(tree, "predict", "Return", "^return model%(state.weights, ")
  return landmark.find_inside(tree, "M.learn", "Assign", "^state.weights = train%("), predict
end

---@type fun(tree: table, context: EditContext): Site[]
function M.sites(tree)
  local learn, predict = places(tree)
  return learn and predict and { { path = learn.path, label = "models", class = "models" } } or {}
end

---@type fun(tree: table, site: Site, context: EditContext): Argument[]
function M.arguments()
  return { { name = "count", kind = "number", value = 5, low = 2, high = 12, whole = true } }
end

---@type fun(tree: table, site: Site, arguments: table, context: EditContext): Change?, string?
function M.apply(tree, site, arguments)
  local learned = TRAIN:format(arguments.count)
  tree = syntax.replace(tree, site.path, learned)
  local _, predict = places(tree)
  tree = syntax.replace(tree, predict.path, PREDICT)
  return { tree = landmark.with_kit(tree, learned) }
end

return M
