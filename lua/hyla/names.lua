--- Names: how a tree of tensors lies in a file that knows only names.
--
-- The names of a leaf's parents and its own are joined by dots, and the elements of a list count
-- from 0, as PyTorch names parameters: `layers[1].weight` is "layers.0.weight".

local keys = require("hyla.keys")
local t = require("hyla.tensor")

local M = {}

local MAX_DEPTH = 64

--- Returns what the keys of a table are in a name, each with its child; nil for other keys.
local function parts_of(node)
  local parts, count = {}, #node
  for i = 1, count do
    parts[tostring(i - 1)] = node[i]
  end
  for key, child in pairs(node) do
    local is_position = type(key) == "number" and key >= 1 and key <= count and key % 1 == 0
    if not is_position and (type(key) ~= "string" or parts[key] ~= nil) then
      return nil
    end
    parts[is_position and tostring(key - 1) or key] = child
  end
  return parts
end

--- Adds the tensors of a node to `leaves`; returns a message when it holds anything else.
local function add(leaves, name, node)
  if t.is_tensor(node) then
    local is_taken = leaves[name]
    leaves[name] = node
    return is_taken and ("wanted one tensor named %q, got two"):format(name)
  elseif type(node) ~= "table" then
    return ("wanted tensors in tables, got a %s named %q"):format(type(node), name)
  elseif select(2, name:gsub("%.", "")) >= MAX_DEPTH then
    return ("wanted tables at most %d deep"):format(MAX_DEPTH)
  end
  local parts = parts_of(node)
  if not parts then
    return ("wanted names, or positions without a gap, as keys of the table %q"):format(name)
  end
  for _, part in ipairs(keys.sorted(parts)) do
    local message = add(leaves, name == "" and part or name .. "." .. part, parts[part])
    if message then
      return message
    end
  end
end

--- Returns the tensors of nested tables by name, and the names in order.
---
---@param tree table
---@return table<string, Tensor>? leaves
---@return string[]|string names_or_message
function M.flatten(tree)
  local leaves = {}
  local message = add(leaves, "", tree)
  if message then
    return nil, message
  end
  return leaves, keys.sorted(leaves)
end

--- Turns tables whose keys are exactly "0" .. "n-1" into lists.
local function listed(node)
  if t.is_tensor(node) then
    return node
  end
  local list, count = {}, 0
  for key, child in pairs(node) do
    node[key] = listed(child)
    count = count + 1
  end
  for i = 1, count do
    list[i] = node[tostring(i - 1)]
    if list[i] == nil then
      return node
    end
  end
  return list
end

--- Puts a tensor in its place; returns false when that lies too deep, under a tensor, or is taken.
local function put(tree, name, tensor)
  local node, depth = tree, 0
  for parent in name:gmatch("([^.]*)%.") do
    depth = depth + 1
    node[parent] = node[parent] or {}
    node = node[parent]
    if depth > MAX_DEPTH or t.is_tensor(node) then
      return false
    end
  end
  local last = name:match("[^.]*$")
  local is_free = node[last] == nil
  node[last] = tensor
  return is_free
end

--- Returns the nested tables that the names tell of.
---
---@param leaves table<string, Tensor>
---@return table? tree
---@return string? message
function M.nest(leaves)
  local tree = {}
  for _, name in ipairs(keys.sorted(leaves)) do
    if not put(tree, name, leaves[name]) then
      return nil, ("wanted names of a tree at most %d deep, got %q beside or below another")
        :format(MAX_DEPTH, name)
    end
  end
  return listed(tree)
end

return M
