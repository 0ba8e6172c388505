--- Takes one function over from another program of the archive, with what it needs.

local landmark = require("hyla.landmark")
local lifted = require("hyla.lifted")
local places = require("hyla.place")
local syntax = require("hyla.syntax")

local M = { name = "crossover", parts = { "agent", "policy", "editors" } }

---@type fun(tree: table, context: EditContext): Site[]
function M.sites(tree, context)
  local sites = {}
  for _, mine in ipairs(context.mate and syntax.functions(tree) or {}) do
    local other = landmark.find_function(context.mate.tree, mine.name)
    if other and syntax.text(other.node) ~= syntax.text(mine.node) then
      local class = places.class(tree, mine.path)
      sites[#sites + 1] = { path = mine.path, label = mine.name, class = class }
    end
  end
  return sites
end

---@type fun(tree: table, site: Site, context: EditContext): Argument[]
function M.arguments()
  return {}
end

-- every module that the mate requires under a name
local function with_requires(tree, mate)
  for _, found in ipairs(syntax.find(mate, "Local")) do
    local name, module = syntax.text(found.node):match('^local ([%w_]+) = require%("([%w_.]+)"%)$')
    if name then
      tree = landmark.with_require(tree, name, module)
    end
  end
  return tree
end

-- the lifted numbers that `source` speaks of and this program lacks
local function missing_numbers(source, context)
  local numbers = {}
  for name in source:gmatch("numbers%.([%w_]+)") do
    if context.numbers[name] == nil then
      numbers[name] = context.mate.numbers[name]
    end
  end
  return numbers
end

---@type fun(tree: table, site: Site, arguments: table, context: EditContext): Change?, string?
function M.apply(tree, site, _, context)
  local other = landmark.find_function(context.mate.tree, site.label)
  local source = syntax.text(other.node)
  tree = syntax.replace(tree, site.path, source)
  if source:find("numbers.", 1, true) then
    tree = lifted.receive(tree)
  end
  tree = with_requires(tree, context.mate.tree)
  return { tree = tree, numbers = missing_numbers(source, context) }
end

return M
