--- Sets how likely a class must be to be named: by what paid on the training cases, or not at all.

local landmark = require("hyla.landmark")
local syntax = require("hyla.syntax")

local M = { name = "set_threshold", parts = { "agent" } }

-- on which cases the threshold is chosen
local CHOICES = {
  all = "state.threshold = answer.threshold(predict(state, fit.rows), fit.targets)",
  held = "state.threshold = answer.threshold(predict(state, held.rows), held.targets)",
}

local function places(tree)
  local learned = landmark.find_inside(tree, "M.learn", "Return", "^return ")
  return learned, landmark.find_inside(tree, "M.act", "Return", "^return answer%.of%(.*, [^,]+%)$")
end

local function threshold_of(act)
  return syntax.text(act.node):match(", ([^,]+)%)$")
end

---@type fun(tree: table, context: EditContext): Site[]
function M.sites(tree, context)
  local learned, act = places(tree)
  if context.schema.answers == "number" or not learned or not act then
    return {}
  end
  return { { path = act.path, label = "threshold", class = "threshold" } }
end

-- what the threshold is now: a word, or nil for a number of its own
local function present(tree)
  local _, act = places(tree)
  if threshold_of(act) == "0" then
    return "none"
  end
  for name, choice in pairs(CHOICES) do
    if landmark.mentions(tree, choice) then
      return name
    end
  end
end

---@type fun(tree: table, site: Site, context: EditContext): Argument[]
function M.arguments(tree)
  local values, now = {}, present(tree)
  for _, name in ipairs({ "all", "held", "none" }) do
    if name ~= now then
      values[#values + 1] = name
    end
  end
  return { { name = "by", kind = "choice", values = values } }
end

-- the tree without any choice of a threshold in learning
local function without_choice(tree)
  local place = landmark.find_inside(tree, "M.learn", "Assign", "^state%.threshold = ")
  return place and syntax.remove(tree, place.path) or tree
end

---@type fun(tree: table, site: Site, arguments: table, context: EditContext): Change?, string?
function M.apply(tree, site, arguments)
  local _, act = places(tree)
  local choice = CHOICES[arguments.by]
  local line = syntax.text(act.node):match("^(.*, )[^,]+%)$")
  line = ("%s%s)"):format(line, choice and "state.threshold" or "0")
  tree = without_choice(syntax.replace(tree, site.path, line))
  if choice then
    tree = syntax.insert_before(tree, places(tree).path, choice)
  end
  return { tree = tree }
end

return M
