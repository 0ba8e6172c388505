--- Gives a model a hidden layer beside what it has: more weights, and what they add to its outputs.

local landmark = require("hyla.landmark")
local syntax = require("hyla.syntax")

local M = { name = "add_hidden", parts = { "agent" } }

local MOST = 3 -- layers, side by side

local START = [[
weights[%d] = tensor.randn({ width, %d }, random.new(%d)) / math.sqrt(width)
weights[%d] = tensor.zeros({ %d, outputs })]]

local MODEL = "outputs = outputs + rows:matmul(weights[%d]):%s():matmul(weights[%d])"

local function layers(tree)
  local count = 0
  while landmark.mentions(tree, ("weights[%d] = "):format(2 * count + 2)) do
    count = count + 1
  end
  return count
end

local function places(tree)
  local start = landmark.find_inside(tree, "start", "Return", "^return weights$")
  return start, landmark.find_inside(tree, "model", "Return", "^return outputs$")
end

---@type fun(tree: table, context: EditContext): Site[]
function M.sites(tree)
  local start, model = places(tree)
  if not start or not model or layers(tree) == MOST then
    return {}
  end
  return { { path = model.path, label = "model", class = "model" } }
end

---@type fun(tree: table, site: Site, context: EditContext): Argument[]
function M.arguments(_, _, context)
  local looks = math.max(2, 2 * #context.facts.looks)
  return {
    { name = "activation", kind = "choice", values = { "relu", "sin", "tanh" } },
    {
      name = "width",
      kind = "number",
      value = 8,
      low = 2,
      high = 64,
      whole = true,
      statistics = { looks = math.min(looks, 64) },
    },
  }
end

---@type fun(tree: table, site: Site, arguments: table, context: EditContext): Change?, string?
function M.apply(tree, site, arguments)
  local layer, width = layers(tree) + 1, arguments.width
  local first, second = 2 * layer, 2 * layer + 1
  tree = syntax.insert_before(tree, site.path, MODEL:format(first, arguments.activation, second))
  local start = START:format(first, width, layer, second, width)
  tree = syntax.insert_before(tree, places(tree).path, start)
  return { tree = landmark.with_kit(tree, start) }
end

return M
