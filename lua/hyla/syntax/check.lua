--- Checks of what the grammar cannot say: where `...`, `break` and `goto` may stand.

local kinds = require("hyla.syntax.node")
local paths = require("hyla.syntax.path")

---@class SyntaxScope
---@field block? SyntaxNode      The block that is being checked.
---@field labels? table<string, integer>  Its labels, by the number of their statement.
---@field current? integer       The number of the statement being checked.
---@field is_repeat? boolean     The block is closed by `until`, which sees its locals.
---@field outer? SyntaxScope     Around it in the same function.
---@field has_vararg boolean     `...` may be used.
---@field in_loop boolean        `break` may be used.

local M = {}

local LOOPS = { While = true, Repeat = true, NumericFor = true, GenericFor = true }
local DECLARATIONS = { Local = true, LocalFunction = true }

--- What may stand in a wrong place.
local RISKY = { Break = true, Goto = true, Label = true, Vararg = true }

--- Whether nothing of that is in a statement: trees share what an edit left as it was.
---@type table<SyntaxNode, boolean>
local harmless = setmetatable({}, { __mode = "k" })

local check_node

-- what a list of parameters holds is where it belongs
local function is_harmless(node)
  local known = harmless[node]
  if known ~= nil then
    return known
  end
  known = not RISKY[node.kind]
  for index = 1, node.kind ~= "Parameters" and #node or 0 do
    known = known and is_harmless(node[index])
  end
  if kinds.STATEMENTS[node.kind] then
    harmless[node] = known
  end
  return known
end

local function fail(offset, message)
  return { position = offset, message = message }
end

--- Numbers the labels of a block; a failure when one stands twice.
local function number_labels(block, offset)
  local labels = {}
  for index, statement in ipairs(block) do
    offset = offset + #block.gaps[index]
    if statement.kind == "Label" then
      local name = statement.label.text
      if labels[name] then
        return nil, fail(offset, ("label '%s' stands twice in its block"):format(name))
      end
      labels[name] = index
    end
    offset = offset + #statement.text
  end
  return labels
end

--- Tells whether only labels follow a label up to the end of its block.
local function is_at_end(scope, index)
  for later = index + 1, #scope.block do
    if scope.block[later].kind ~= "Label" then
      return false
    end
  end
  local after = table.concat(scope.block.gaps, "", index + 1)
  return not scope.is_repeat and not after:gsub("%-%-[^\r\n]*", ""):find(";", 1, true)
end

--- Tells whether a jump from the current statement of a scope enters the scope of a local.
local function enters_local(scope, target)
  for between = scope.current + 1, target - 1 do
    if DECLARATIONS[scope.block[between].kind] then
      return not is_at_end(scope, target)
    end
  end
  return false
end

local function check_goto(goto_node, offset, scope)
  local name = goto_node.label.text
  while scope do
    local target = scope.labels and scope.labels[name]
    if target then
      return enters_local(scope, target)
          and fail(offset, ("goto '%s' jumps into the scope of a local"):format(name))
        or nil
    end
    scope = scope.outer
  end
  return fail(offset, ("no label '%s' for goto"):format(name))
end

local function has_vararg(parameters)
  local last = parameters[#parameters]
  return last ~= nil and last.kind == "Vararg"
end

--- Returns the scope in which the children of a node stand.
local function scope_of(node, scope)
  if node.parameters then
    return { has_vararg = has_vararg(node.parameters), in_loop = false }
  elseif LOOPS[node.kind] then
    local is_repeat = node.kind == "Repeat"
    return { has_vararg = scope.has_vararg, in_loop = true, outer = scope, is_repeat = is_repeat }
  end
  return scope
end

--- Checks the children of a node.
local function check_children(node, offset, scope)
  for index, child in ipairs(node) do
    offset = offset + #node.gaps[index]
    scope.current = scope.block == node and index or scope.current
    local failure = check_node(child, offset, scope)
    if failure then
      return failure
    end
    offset = offset + #child.text
  end
  return nil
end

local function check_block(block, offset, scope)
  local labels, failure = number_labels(block, offset)
  return failure or check_children(block, offset, {
    block = block, labels = labels, outer = scope, is_repeat = scope.is_repeat,
    has_vararg = scope.has_vararg, in_loop = scope.in_loop,
  })
end

--- The kinds that are more than their children.
local CHECKS = {
  Block = check_block,
  Goto = check_goto,
  Break = function(_, offset, scope)
    return not scope.in_loop and fail(offset, "no loop to break") or nil
  end,
  Vararg = function(_, offset, scope)
    return not scope.has_vararg and fail(offset, "'...' outside a function that takes it") or nil
  end,
  Parameters = function() end,
}

--- Checks a node whose text starts at `offset`.
function check_node(node, offset, scope)
  if is_harmless(node) then
    return nil
  end
  local check = CHECKS[node.kind]
  if check then
    return check(node, offset, scope)
  end
  return node.gaps and check_children(node, offset, scope_of(node, scope)) or nil
end

--- Checks a whole file.
---
---@param tree SyntaxNode
---@return SyntaxFailure|nil
function M.file(tree)
  return check_node(tree, 1, { has_vararg = true, in_loop = false })
end

local function has_parameters(node)
  return node.parameters ~= nil
end

--- Checks the function around a path, or the whole tree where there is none.
---
---@param tree SyntaxNode
---@param path string  Of what changed.
---@return SyntaxNode|nil tree  The same.
---@return string|nil message
function M.around(tree, path)
  local function_path = paths.enclosing(tree, path, has_parameters)
  local failure
  if function_path then
    local scope = { has_vararg = true, in_loop = false } -- its own parameters decide inside
    failure = check_node(paths.at(tree, function_path), 1, scope)
  else
    failure = M.file(tree)
  end
  if failure then
    return nil, failure.message
  end
  return tree
end

return M
