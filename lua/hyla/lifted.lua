--- Lifted numbers: those that a program's source speaks of by name, as `numbers.n1`.

local places = require("hyla.place")
local syntax = require("hyla.syntax")

local M = {}

local RECEIVE = "local numbers = ..."

local ARITHMETIC = { ["+"] = true, ["-"] = true, ["*"] = true, ["/"] = true, ["^"] = true }

-- where only a number can stand
local DISCRETE = { Index = true, IndexedField = true, NumericFor = true }

-- the function of an agent whose numbers stay plain: what is seen of a case is data, not a model
local PLAIN = "look"

--- Tells whether a lifted number, which is a tensor when the program runs, can have a part in the
--- number at a path: not where it comes to be a place, a count, a condition, what an agent sees of
--- a case, or an argument of `math`.
---
---@param tree SyntaxNode
---@param path string  Of an expression.
---@return boolean
function M.fits(tree, path)
  local above, at = syntax.parent(tree, path)
  while above.kind == "Paren" or ARITHMETIC[above.operator] do
    above, at = syntax.parent(tree, at)
  end
  if DISCRETE[above.kind] or above.operator then
    return false
  elseif above.kind == "Arguments" then
    local call = syntax.parent(tree, at)
    return not (call.callee and syntax.text(call.callee):find("^math%."))
  end
  return places.class(tree, path):match("^%S*") ~= PLAIN
end

--- Finds the places where a source speaks of a lifted number.
---
---@param tree SyntaxNode
---@param name string
---@return SyntaxMatch[]
function M.uses(tree, name)
  local found = {}
  for _, place in ipairs(syntax.find(tree, "Member")) do
    if syntax.text(place.node) == "numbers." .. name then
      found[#found + 1] = place
    end
  end
  return found
end

--- Returns the first name of a kind that no number has: "n1", "n2" and so on.
---
---@param numbers table<string, any>
---@param kind string "n" for quantities, "g" for gates
---@return string
function M.free_name(numbers, kind)
  local count = 1
  while numbers[kind .. count] do
    count = count + 1
  end
  return kind .. count
end

--- Returns the tree with the line that receives the numbers, unless it has that line.
---
---@param tree SyntaxNode
---@return SyntaxNode
function M.receive(tree)
  if syntax.print(tree):find(RECEIVE, 1, true) then
    return tree
  end
  return syntax.prepend(tree, "", RECEIVE)
end

--- Returns the tree with a text in the place of every use of a number.
---
---@param tree SyntaxNode
---@param name string
---@param text string an expression
---@return SyntaxNode? tree
---@return string? message
function M.replace(tree, name, text)
  local uses = M.uses(tree, name)
  for i = #uses, 1, -1 do
    local replaced, message = syntax.replace(tree, uses[i].path, text)
    if not replaced then
      return nil, message
    end
    tree = replaced
  end
  return tree
end

return M
