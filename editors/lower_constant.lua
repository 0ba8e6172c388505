--- Lowers a lifted number back into the source as a literal: what settled becomes plain code.

local keys = require("hyla.keys")
local lifted = require("hyla.lifted")
local literal = require("hyla.literal")
local places = require("hyla.place")

local M = { name = "lower_constant", parts = { "agent" } }

---@type fun(tree: table, context: EditContext): Site[]
function M.sites(tree, context)
  local sites = {}
  for _, name in ipairs(keys.sorted(context.numbers)) do
    local use = lifted.uses(tree, name)[1]
    if use then
      local class = places.class(tree, use.path)
      sites[#sites + 1] = { number = name, label = "numbers." .. name, class = class }
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
  local text, message = literal.of(context.numbers[site.number])
  if not text then
    return nil, message
  end
  local lowered
  lowered, message = lifted.replace(tree, site.number, text)
  return lowered and { tree = lowered, numbers = { [site.number] = false } }, message
end

return M
