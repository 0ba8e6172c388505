--- Lua source as a tree that keeps every byte: parsed, searched and rewritten.
--
-- Trees are immutable: every rewriting function returns a new tree that shares what did not change,
-- and its text parses to an equal tree. hyla.syntax.node lists the kinds of nodes and their fields.
-- Paths are strings such as "3/1/2" (hyla.syntax.path); the tree itself is at "".

local parse = require("hyla.syntax.parse")
local paths = require("hyla.syntax.path")
local query = require("hyla.syntax.query")
local replace = require("hyla.syntax.replace")
local statements = require("hyla.syntax.statements")

local M = {}

--- Parses Lua 5.1 with LuaJIT's extensions.
---
---@param source string
---@param name? string  For messages; "source" when absent.
---@return SyntaxNode|nil tree  The Block of the whole file.
---@return string|nil message   "name:line:column: wanted a name, got '='".
function M.parse(source, name)
  return parse.file(source, name or "source")
end

--- Returns the source of a tree: exactly what was parsed, edits aside.
---
---@param tree SyntaxNode
---@return string
function M.print(tree)
  return tree.text
end

--- Returns the source of a node from its first token to its last.
---
---@param node SyntaxNode
---@return string
function M.text(node)
  return node.text
end

M.at = paths.at
M.position = paths.position
M.parent = query.parent
M.walk = query.walk
M.find = query.find
M.functions = query.functions
M.is_quantity = query.is_quantity

M.replace = replace.replace
M.insert_before = statements.insert_before
M.insert_after = statements.insert_after
M.append = statements.append
M.prepend = statements.prepend
M.remove = statements.remove

return M
