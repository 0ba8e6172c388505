--- Moves one number of a program: a literal of its source, or a number that was lifted out of it.

local keys = require("hyla.keys")
local lifted = require("hyla.lifted")
local places = require("hyla.place")
local syntax = require("hyla.syntax")

local M = { name = "mutate_constant", parts = { "agent", "policy", "editors" } }

-- small whole numbers count places and steps: moving them breaks more than it explores
local LEAST_WHOLE = 3

-- how far one move may go, as a factor
local REACH = 30

local function is_quantity(value)
  return type(value) == "number" and value > 0 and (value % 1 ~= 0 or value >= LEAST_WHOLE)
end

-- which argument of which function a whole number is; nil for other numbers
local function role_of(tree, found)
  local above, at = syntax.parent(tree, found.path)
  local call = above.kind == "Arguments" and syntax.parent(tree, at)
  if not call or not call.callee or found.node.value % 1 ~= 0 then
    return nil
  end
  return table.concat({ call.callee.text, found.path:match("%d+$"), found.node.text }, " ")
end

-- whether a whole number says which entry of a table is meant
local function is_place(tree, found)
  return found.node.value % 1 == 0 and syntax.parent(tree, found.path).kind == "Index"
end

-- what learning and acting both ask a function for has to stay the same, so it moves at once
local function add_literals(sites, tree)
  local by_role = {}
  for _, found in ipairs(syntax.find(tree, "Number")) do
    local value = found.node.value
    if is_quantity(value) and not is_place(tree, found) then
      local role = role_of(tree, found)
      if role and by_role[role] then
        table.insert(by_role[role].twins, found.path)
      else
        local class = places.class(tree, found.path)
        local label = ("%s of %s"):format(syntax.text(found.node), class)
        local site = { path = found.path, label = label, class = class, value = value, twins = {} }
        sites[#sites + 1] = site
        by_role[role or site] = site
      end
    end
  end
end

-- a lifted number is of the class that it was of as a literal
local function add_lifted(sites, tree, numbers)
  for _, name in ipairs(keys.sorted(numbers)) do
    local value, use = numbers[name], lifted.uses(tree, name)[1]
    if value > 0 then
      local site = { number = name, label = "numbers." .. name, value = value }
      site.class = use and places.class(tree, use.path) or ""
      sites[#sites + 1] = site
    end
  end
end

local function quantities(tree, numbers)
  local sites = {}
  add_literals(sites, tree)
  add_lifted(sites, tree, numbers)
  return sites
end

-- notes at each site what the mate has at its site of the same class, first with first
local function compare(sites, others)
  local by_class, seen = {}, {}
  for _, other in ipairs(others) do
    by_class[other.class] = by_class[other.class] or {}
    table.insert(by_class[other.class], other.value)
  end
  for _, site in ipairs(sites) do
    seen[site.class] = (seen[site.class] or 0) + 1
    local value = (by_class[site.class] or {})[seen[site.class]]
    site.mate = value ~= site.value and value or nil
  end
  return sites
end

---@type fun(tree: table, context: EditContext): Site[]
function M.sites(tree, context)
  local is_agent, mate = context.part == "agent", context.mate
  local sites = quantities(tree, is_agent and context.numbers or {})
  return mate and compare(sites, quantities(mate.tree, is_agent and mate.numbers or {})) or sites
end

---@type fun(tree: table, site: Site, context: EditContext): Argument[]
function M.arguments(_, site, context)
  local value = site.value
  return {
    {
      name = "value",
      kind = "number",
      value = value,
      low = value / REACH,
      high = value * REACH,
      whole = not site.number and value >= 2 and value == math.floor(value) or nil,
      gradient = site.number and context.gradient[site.number],
      lifted = site.number,
      statistics = { mate = site.mate },
    },
  }
end

---@type fun(tree: table, site: Site, arguments: table, context: EditContext): Change?, string?
function M.apply(tree, site, arguments)
  if site.number then
    return { tree = tree, numbers = { [site.number] = arguments.value } }
  end
  local text = ("%.6g"):format(arguments.value)
  if text == syntax.text(syntax.at(tree, site.path)) then
    return nil, "the number stays as it is"
  end
  local moved, message = syntax.replace(tree, site.path, text)
  for _, twin in ipairs(site.twins) do
    if moved then
      moved, message = syntax.replace(moved, twin, text)
    end
  end
  return moved and { tree = moved }, message
end

return M
