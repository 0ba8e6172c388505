--- Replacing: an expression by another, or statements by others. The old tree stays as it is.

local blocks = require("hyla.syntax.block")
local cache = require("hyla.cache")
local check = require("hyla.syntax.check")
local diagnose = require("hyla.syntax.diagnose")
local layout = require("hyla.syntax.layout")
local node = require("hyla.syntax.node")
local parse = require("hyla.syntax.parse")
local paths = require("hyla.syntax.path")

--- What texts of statements lately were, or false: the same edits are made again.
local parsed = cache.new(256)

local M = {}

local function parse_statement(text)
  local known = parsed:get(text)
  if known == nil then
    local block = parse.fragment(text)
    known = parsed:put(text, block and #block == 1 and block[1] or false)
  end
  return known
end

local function is_statement(found)
  return node.STATEMENTS[found.kind] ~= nil
end

--- Tells whether two nodes agree in all but the node at a path below both, which has this text.
local function agree_around(old, new, path, text)
  for step in path:gmatch("%d+") do
    local index = tonumber(step)
    if old.kind ~= new.kind or #old ~= #new then
      return false
    end
    for other = 1, #old do
      if other ~= index and old[other].text ~= new[other].text then
        return false
      end
    end
    old, new = old[index], new[index]
  end
  return new.text == text or new.kind == "Paren" and new.inner.text == text
end

--- Replaces the node at a path below a statement, trying spaces and parentheses around the new text
--- until the parser reads everything else as before.
local function replace_in_statement(statement, path, text)
  local first = paths.offset(statement, path)
  local last = first + #paths.at(statement, path).text
  local head, tail = statement.text:sub(1, first - 1), statement.text:sub(last)
  for _, shape in ipairs({ "%s", " %s", "%s ", " %s ", "(%s)" }) do
    local new = parse_statement(head .. shape:gsub("%%s", function() return text end) .. tail)
    if new and agree_around(statement, new, path, text) then
      return new
    end
  end
  return nil
end

--- Returns the text of a replacement without the white space and comments around it.
local function trimmed(old, source)
  if not node.EXPRESSIONS[old.kind] then
    return source:match("^%s*(.-)%s*$")
  end
  local new, failure = parse.expression(source)
  if not new then
    return nil, diagnose.message(source, "expression", failure)
  end
  return new.text
end

--- Returns the node of a decimal number that can stand for another as it is, since no character
--- around that can have been part of it; nil for others. After two dots, one must not be the first.
local function decimal(source)
  local value = source:find("^%d[%d.eE+-]*$") and tonumber(source)
  return value and node.leaf("Number", source, value)
end

--- Puts a statement in the place of one.
local function put_statement(tree, path, statement)
  local block_path, index = paths.split(path)
  local block = paths.at(tree, block_path)
  local before, after = block.gaps[index], block.gaps[index + 1]
  local added = { statement, gaps = { "", "" } }
  return paths.put(tree, block_path, blocks.splice(block, index, index, added, before, after))
end

--- Tells whether an expression holds nothing that depends on the function around it.
local function is_self_contained(text)
  return not text:find("...", 1, true) and not text:find("function", 1, true)
end

--- Replaces what is neither a statement nor a block.
local function replace_inside(tree, path, source)
  local old = paths.at(tree, path)
  local number = old.kind == "Number" and decimal(source)
  if number then
    return paths.put(tree, path, number)
  end
  local text, message = trimmed(old, source)
  if not text then
    return nil, message
  end
  local statement_path = paths.enclosing(tree, path, is_statement)
  local inner_path = path:sub(#statement_path + 2)
  local statement = replace_in_statement(paths.at(tree, statement_path), inner_path, text)
  if not statement then
    return nil, ("wanted what can stand for '%s', got '%s'"):format(old.text, text)
  end
  local new = put_statement(tree, statement_path, statement)
  if node.EXPRESSIONS[old.kind] and is_self_contained(text) then
    return new
  end
  return check.around(new, path)
end

--- Replaces all statements of a block, and its comments.
local function replace_block(tree, path, source)
  if path == "" then
    return parse.file(source, "block")
  end
  local newline, outer = layout.newline(tree.text), layout.outer_indent(tree, path)
  local indent = layout.indent(tree, path, 1)
  local added, message = blocks.parse(source, indent, newline)
  if not added then
    return nil, message
  end
  local block = paths.at(tree, path)
  local before = added.text == "" and "" or newline .. indent
  return blocks.put(tree, path, blocks.splice(block, 1, #block, added, before, newline .. outer))
end

--- Replaces a statement, keeping the text around it.
local function replace_statement(tree, block_path, index, source)
  local block = paths.at(tree, block_path)
  local newline, indent = layout.newline(tree.text), layout.indent(tree, block_path, index)
  local added, message = blocks.parse(source, indent, newline)
  if not added then
    return nil, message
  end
  local before, after = blocks.around_same(block, index, added, newline .. indent)
  return blocks.put(tree, block_path, blocks.splice(block, index, index, added, before, after))
end

--- Replaces an expression by an expression, or a statement or all of a block by statements.
--
-- The text around it stays. An expression gets the parentheses that its new place demands. Other
-- nodes (a Key, Names, Arguments, ...) are replaced by what the grammar allows in their place.
---
---@param tree SyntaxNode
---@param path string
---@param source string
---@return SyntaxNode|nil tree
---@return string|nil message
function M.replace(tree, path, source)
  local old = paths.at(tree, path)
  if not old then
    return nil, ("no node at '%s'"):format(path)
  elseif old.kind == "Block" then
    return replace_block(tree, path, source)
  elseif is_statement(old) then
    local block_path, index = paths.split(path)
    return replace_statement(tree, block_path, index, source)
  end
  return replace_inside(tree, path, source)
end

return M
