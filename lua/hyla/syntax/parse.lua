--- Parsing: from source to a tree.

local build = require("hyla.syntax.build")
local check = require("hyla.syntax.check")
local diagnose = require("hyla.syntax.diagnose")
local grammar = require("hyla.syntax.grammar")

local M = {}

--- Matches one grammar and assembles the nodes.
local function run(source, quick, noting)
  local events = quick:match(source)
  if not events then
    return nil, diagnose.furthest(source, noting)
  end
  return build.assemble(source, events)
end

--- Runs a grammar; LPeg raises an error when its stack is full.
local function parse_with(source, quick, noting)
  local ok, node, failure = pcall(run, source, quick, noting)
  if ok then
    return node, failure
  elseif tostring(node):find("stack overflow", 1, true) then
    return nil, { position = 1, message = "nested too deeply" }
  end
  error(node, 0)
end

--- Parses a chunk without asking where `...`, `break` and `goto` stand.
---
---@param source string
---@return SyntaxNode|nil
---@return SyntaxFailure|nil
function M.fragment(source)
  return parse_with(source, grammar.chunk, grammar.chunk_noting)
end

--- Parses one expression.
---
---@param source string
---@return SyntaxNode|nil
---@return SyntaxFailure|nil
function M.expression(source)
  return parse_with(source, grammar.expression, grammar.expression_noting)
end

--- Parses a whole file.
---
---@param source string
---@param name string
---@return SyntaxNode|nil
---@return string|nil message
function M.file(source, name)
  local tree, failure = M.fragment(source)
  failure = failure or check.file(tree)
  if failure then
    return nil, diagnose.message(source, name, failure)
  end
  return tree
end

return M
