--- Grafts: source that one program takes over from another, with what it leans on there.

local landmark = require("hyla.landmark")
local lifted = require("hyla.lifted")
local places = require("hyla.place")
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

-- puts a declaration above the statement of the file at an index; returns the index of that then
local function declare(tree, index, text)
  local name, module = text:match('^local ([%w_]+) = require%("([%w_.]+)"%)$')
  if name then
    return landmark.with_require(tree, name, module), index + 1
  elseif text:find("^local numbers = %.%.%.") then
    return tree, index
  end
  return syntax.insert_before(tree, tostring(index), text), index + 1
end

local function class_of(tree, name)
  local use = lifted.uses(tree, name)[1]
  return use and places.class(tree, use.path)
end

-- the lifted numbers of the mate that some texts speak of, in order
local function spoken_of(texts, numbers)
  local found, known = {}, {}
  for name in table.concat(texts, "\n"):gmatch("numbers%.([%w_]+)") do
    if numbers[name] and not known[name] then
      found[#found + 1], known[name] = name, true
    end
  end
  return found
end

-- what the mate's lifted numbers in some texts are called from now on, and the values of those that
-- are new here: the same name is the same number only where it stands at a place of the same class
local function rename(texts, tree, context)
  local names, numbers, taken, mate = {}, {}, {}, context.mate
  for name in pairs(context.numbers) do
    taken[name] = true
  end
  for _, name in ipairs(spoken_of(texts, mate.numbers)) do
    if not taken[name] then
      names[name], numbers[name] = name, mate.numbers[name]
    elseif class_of(tree, name) == class_of(mate.tree, name) then
      names[name] = name
    else
      names[name] = lifted.free_name(taken, name:sub(1, 1))
      numbers[names[name]] = mate.numbers[name]
    end
    taken[names[name]] = true
  end
  return names, numbers
end

--- Takes a node of the mate over with what it leans on there: modules, functions and other locals
--- of the mate's file, and lifted numbers.
---
---@param tree SyntaxNode
---@param path string         Of the node's place, or a statement beside it.
---@param node SyntaxNode
---@param context EditContext With a mate.
---@param put fun(tree: SyntaxNode, path: string, source: string): SyntaxNode?, string?
---@return Change? change
---@return string? message
function M.plant(tree, path, node, context, put)
  local leaned_on, texts = missing(tree, context.mate.tree, node), { syntax.text(node) }
  for i, statement in ipairs(leaned_on) do
    texts[i + 1] = syntax.text(statement)
  end
  local names, numbers = rename(texts, tree, context)
  for i, text in ipairs(texts) do
    texts[i] = text:gsub("(numbers%.)([%w_]+)", function(head, name)
      return head .. (names[name] or name)
    end)
  end
  local planted, message = put(tree, path, texts[1])
  if not planted then
    return nil, message
  end
  local index = tonumber(path:match("^%d+"))
  for i = 2, #texts do
    planted, index = declare(planted, index, texts[i])
  end
  if next(names) then
    planted = lifted.receive(planted)
  end
  return { tree = planted, numbers = numbers }
end

return M
