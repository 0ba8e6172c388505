--- Lifts literals out of the source into named numbers, so that a gradient can flow into them: one
--- of them, or all of a function.

local lifted = require("hyla.lifted")
local places = require("hyla.place")
local syntax = require("hyla.syntax")

local M = { name = "lift_constant", parts = { "agent" } }

-- whole numbers count: a loop or an index cannot do with a tensor in their place
local function is_measure(value)
  return type(value) == "number" and value % 1 ~= 0
end

local function can_lift(tree, place)
  return is_measure(place.node.value)
    and syntax.is_quantity(tree, place.path)
    and lifted.fits(tree, place.path)
end

-- the literals that can be lifted
local function measures(tree)
  local found = {}
  for _, place in ipairs(syntax.find(tree, "Number")) do
    if can_lift(tree, place) then
      found[#found + 1] = place
    end
  end
  return found
end

-- those of a list of places that are below a path
local function below(found, path)
  local inside = {}
  for _, place in ipairs(found) do
    if place.path:sub(1, #path + 1) == path .. "/" then
      inside[#inside + 1] = place
    end
  end
  return inside
end

---@type fun(tree: table, context: EditContext): Site[]
function M.sites(tree)
  local sites, all = {}, measures(tree)
  for _, found in ipairs(all) do
    local class = places.class(tree, found.path)
    local label = ("%s of %s"):format(syntax.text(found.node), class)
    sites[#sites + 1] = { path = found.path, label = label, class = class }
  end
  for _, found in ipairs(#all > 1 and syntax.functions(tree) or {}) do
    if #below(all, found.path) > 1 then
      local class = places.class(tree, found.path)
      sites[#sites + 1] = { path = found.path, label = "all of " .. found.name, class = class }
    end
  end
  return sites
end

---@type fun(tree: table, site: Site, context: EditContext): Argument[]
function M.arguments()
  return {}
end

---@type fun(tree: table, site: Site, arguments: table, context: EditContext): Change?, string?
function M.apply(tree, site, _, context)
  local own = { path = site.path, node = syntax.at(tree, site.path) }
  local found = own.node.kind == "Number" and { own } or below(measures(tree), site.path)
  local taken, numbers = {}, {}
  for name in pairs(context.numbers) do
    taken[name] = true
  end
  for i = #found, 1, -1 do
    local name = lifted.free_name(taken, "n")
    taken[name], numbers[name] = true, found[i].node.value
    tree = syntax.replace(tree, found[i].path, "numbers." .. name)
  end
  return { tree = lifted.receive(tree), numbers = numbers }
end

return M
