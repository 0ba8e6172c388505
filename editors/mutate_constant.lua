--- Moves one number of a program: a literal of its source, or a number that was lifted out of it.

local keys = require("hyla.keys")
local syntax = require("hyla.syntax")

local M = { name = "mutate_constant", parts = { "agent", "policy", "editors" } }

-- small whole numbers count places and steps: moving them breaks more than it explores
local LEAST_WHOLE = 3

local function is_quantity(value)
  return type(value) == "number" and value > 0 and (value % 1 ~= 0 or value >= LEAST_WHOLE)
end

local function literal_sites(tree)
  local sites = {}
  for _, found in ipairs(syntax.find(tree, "Number")) do
    local value = found.node.value
    if is_quantity(value) then
      local line = syntax.position(tree, found.path)
      local label = ("%s in line %d"):format(syntax.text(found.node), line)
      sites[#sites + 1] = { path = found.path, label = label, value = value }
    end
  end
  return sites
end

local function lifted_sites(context, sites)
  for _, name in ipairs(keys.sorted(context.numbers)) do
    local value = context.numbers[name]
    if value > 0 then
      sites[#sites + 1] = { number = name, label = "numbers." .. name, value = value }
    end
  end
  return sites
end

---@type fun(tree: table, context: EditContext): Site[]
function M.sites(tree, context)
  local sites = literal_sites(tree)
  return context.part == "agent" and lifted_sites(context, sites) or sites
end

---@type fun(tree: table, site: Site, context: EditContext): Argument[]
function M.arguments(_, site, context)
  local value = site.value
  return {
    {
      name = "value",
      kind = "number",
      value = value,
      low = value / 30,
      high = value * 30,
      whole = not site.number and value >= 2 and value == math.floor(value) or nil,
      gradient = site.number and context.gradient[site.number],
      lifted = site.number,
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
  return { tree = syntax.replace(tree, site.path, text) }
end

return M
