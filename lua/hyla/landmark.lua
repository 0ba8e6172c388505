--- Landmarks: the places of an agent's source that editors look for.
--
-- They are found by shape and by the names that agents use (see agents/cold.lua), never by comments
-- or line numbers, so that they survive any other edit.

local syntax = require("hyla.syntax")

local M = {}

---@class Landmark
---@field path string Where it stands in the tree.
---@field node table

--- Finds a function by its name, local or `M.name`.
---
---@param tree table
---@param name string such as "look" or "M.learn"
---@return Landmark? landmark nil when there is none
function M.find_function(tree, name)
  for _, found in ipairs(syntax.functions(tree)) do
    if found.name == name then
      return found
    end
  end
end

--- Returns the path of a function's body, or of any statement's that has one.
---
---@param found Landmark
---@return string path
function M.body(found)
  for index, child in ipairs(found.node) do
    if child.kind == "Block" then
      return found.path .. "/" .. index
    end
  end
  error(("a %s has no body"):format(found.node.kind), 2)
end

--- Finds the first statement of a kind whose text a pattern matches.
---
---@param tree table
---@param kind string the statement's kind
---@param pattern string a Lua pattern for the statement's text
---@param scope? string a path; default the whole tree
---@return Landmark? landmark
function M.find_statement(tree, kind, pattern, scope)
  for _, found in ipairs(syntax.find(tree, kind, scope)) do
    if syntax.text(found.node):find(pattern) then
      return found
    end
  end
end

--- Finds the first statement of a kind, inside a function, whose text a pattern matches.
---
---@param tree table
---@param name string of the function
---@param kind string
---@param pattern string
---@return Landmark? landmark
function M.find_inside(tree, name, kind, pattern)
  local found = M.find_function(tree, name)
  return found and M.find_statement(tree, kind, pattern, found.path)
end

--- Finds the loop over the steps of learning.
---
---@param tree table
---@return Landmark? landmark
function M.steps(tree)
  return M.find_inside(tree, "train", "NumericFor", "^for step = 1, ")
end

--- Puts statements around the loop at a path, and at the end of each of its rounds.
---
---@param tree table
---@param path string
---@param before string
---@param each string
---@param after? string
---@return table tree with the kit that they need
function M.around_steps(tree, path, before, each, after)
  local loop = { path = path, node = syntax.at(tree, path) }
  tree = syntax.append(tree, M.body(loop), each)
  if after then
    tree = syntax.insert_after(tree, path, after)
  end
  tree = syntax.insert_before(tree, path, before)
  return M.with_kit(tree, before .. each .. (after or ""))
end

--- Rewrites every row that was seen: `rows` before they are divided, `row` before it is answered.
---
---@param tree table
---@param fit string statements for M.learn
---@param apply string statements for M.act
---@return table? tree
---@return string? message the agent has no such place
function M.rewrite_rows(tree, fit, apply)
  local divided = M.divided(tree)
  if not divided then
    return nil, "the agent divides no rows"
  end
  tree = syntax.insert_before(tree, divided.path, fit)
  local answered = M.answered(tree)
  if not answered then
    return nil, "the agent answers by no row"
  end
  return M.with_kit(syntax.insert_before(tree, answered.path, apply), fit .. apply)
end

--- Finds where the rows that are learned from are divided.
---
---@param tree table
---@return Landmark? landmark
function M.divided(tree)
  return M.find_inside(tree, "M.learn", "Local", "= divide%(state, cases, rows%)$")
end

--- Finds where the row of a case that is to be answered becomes outputs.
---
---@param tree table
---@return Landmark? landmark
function M.answered(tree)
  return M.find_inside(tree, "M.act", "Local", "^local outputs = .*{ row }")
end

--- Finds the statement `return x` that ends the function `look`, the list of what an agent sees.
---
---@param tree table
---@return Landmark? landmark
function M.end_of_look(tree)
  return M.find_inside(tree, "look", "Return", "^return x$")
end

--- Tells whether the source speaks of `text` anywhere.
---
---@param tree table
---@param text string plain
---@return boolean
function M.mentions(tree, text)
  return syntax.print(tree):find(text, 1, true) ~= nil
end

--- Returns those of a list whose text the source does not mention yet.
---
---@generic Item
---@param tree table
---@param items Item[]
---@param text_of fun(item: Item): string
---@return Item[]
function M.absent(tree, items, text_of)
  local absent = {}
  for _, item in ipairs(items) do
    if not M.mentions(tree, text_of(item)) then
      absent[#absent + 1] = item
    end
  end
  return absent
end

--- Adds `local name = require("module")` after the last such line, unless the tree has it.
---
---@param tree table
---@param name string
---@param module string
---@return table tree
function M.with_require(tree, name, module)
  local line = ('local %s = require("%s")'):format(name, module)
  if M.find_statement(tree, "Local", "^local " .. name .. " = require%(") then
    return tree
  end
  local last
  for _, found in ipairs(syntax.find(tree, "Local")) do
    if syntax.text(found.node):find("^local [%w_]+ = require%(") then
      last = found
    end
  end
  if last then
    return syntax.insert_after(tree, last.path, line)
  end
  return syntax.prepend(tree, "", line)
end

-- what added code may speak of, with where it comes from
local KIT = {
  { "answer", "hyla.kit.answer" },
  { "cross", "hyla.kit.cross" },
  { "memory", "hyla.kit.memory" },
  { "near", "hyla.kit.near" },
  { "random", "hyla.rng" },
  { "sample", "hyla.kit.sample" },
  { "stat", "hyla.kit.stat" },
  { "text", "hyla.kit.text" },
  { "weight", "hyla.kit.weight" },
}

--- Adds the requires of every kit module that `source` uses.
---
---@param tree table
---@param source string
---@return table tree
function M.with_kit(tree, source)
  for _, known in ipairs(KIT) do
    if source:find("%f[%w_.]" .. known[1] .. "%.") then
      tree = M.with_require(tree, known[1], known[2])
    end
  end
  return tree
end

return M
