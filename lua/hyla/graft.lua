--- Grafts: source that one program takes over from another, with what it leans on there.

local landmark = require("hyla.landmark")
local lifted = require("hyla.lifted")
local syntax = require("hyla.syntax")

local M = {}

-- the names that a statement of the file declares for those below it
local function declared(statement)
  if statement.kind == "Local" then
    return statement.names
  elseif statement.kind == "LocalFunction" then
    return { statement.name }
  end
  return {}
end

-- adds the names that a node speaks of
local function add_names(names, node)
  for _, found in ipairs(syntax.find(node, "Name")) do
    names[found.node.text] = true
  end
end

local function declares_one_of(statement, names)
  for _, name in ipairs(declared(statement)) do
    if names[name.text] then
      return true
    end
  end
  return false
end

-- the statements of the mate's file that a node leans on and the tree lacks, in their order: a
-- declaration leans on those above it only, so that one pass from below finds all
local function missing(tree, mate, node)
  local wanted, found = {}, {}
  add_names(wanted, node)
  for _, statement in ipairs(tree) do
    for _, name in ipairs(declared(statement)) do
      wanted[name.text] = false
    end
  end
  for index = #mate, 1, -1 do
    if declares_one_of(mate[index], wanted) then
      table.insert(found, 1, mate[index])
      local own = {}
      add_names(own, mate[index])
      for name in pairs(own) do
        wanted[name] = wanted[name] ~= false
      end
    end
  end
  return found
end

-- puts one declaration of the mate above the statement of the file at an index
local function declare(tree, index, statement)
  local text = syntax.text(statement)
  local name, module = text:match('^local ([%w_]+) = require%("([%w_.]+)"%)$')
  if name then
    return landmark.with_require(tree, name, module), index + 1
  elseif text:find("^local numbers = %.%.%.") then
    return tree, index
  end
  return syntax.insert_before(tree, tostring(index), text), index + 1
end

-- adds the lifted numbers that a text speaks of and the program lacks
local function add_numbers(numbers, text, context)
  for name in text:gmatch("numbers%.([%w_]+)") do
    if context.numbers[name] == nil then
      numbers[name] = context.mate.numbers[name]
    end
  end
end

--- Gives a tree what a node that came from the mate leans on: modules, functions and other locals
--- of the mate's file, and lifted numbers.
---
---@param tree SyntaxNode     Holds the node already.
---@param path string         Where the node stands in it.
---@param node SyntaxNode
---@param context EditContext With a mate.
---@return Change change
function M.supply(tree, path, node, context)
  local index, numbers = tonumber(path:match("^%d+")), {}
  local texts = { syntax.text(node) }
  for _, statement in ipairs(missing(tree, context.mate.tree, node)) do
    tree, index = declare(tree, index, statement)
    texts[#texts + 1] = syntax.text(statement)
  end
  local text = table.concat(texts, "\n")
  add_numbers(numbers, text, context)
  if text:find("numbers.", 1, true) then
    tree = lifted.receive(tree)
  end
  return { tree = tree, numbers = numbers }
end

return M
