--- Nests: tensors in nested tables, as parameters, gradients and states are.
--
-- A tree is a tensor or a table of trees; other values in it are kept as they are. What depends on
-- an order visits the keys of a table sorted, numbers before texts, so that no result depends on
-- how a table came to be.

local mistake = require("hyla.mistake")
local t = require("hyla.tensor")

---@alias Tree Tensor | table<any, Tree>

local M = {}

--- Stands for a tensor in a skeleton.
local HOLE = setmetatable({}, { __newindex = error })

local function is_leaf(node)
  return node == HOLE or t.is_tensor(node)
end

--- The order of the keys of one table by their types.
local RANKS = { number = 1, string = 2 }

local function comes_before(a, b)
  local rank, other = RANKS[type(a)], RANKS[type(b)]
  if not rank or not other then
    mistake.raise("tree", ("wanted numbers and texts as keys, got %s, %s"):format(type(a), type(b)))
  end
  if rank == other then
    return a < b
  end
  return rank < other
end

local function sorted_keys(node)
  local keys = {}
  for key in pairs(node) do
    keys[#keys + 1] = key
  end
  table.sort(keys, comes_before)
  return keys
end

--- Stands for what a tree lacks.
local NOTHING = setmetatable({}, { __newindex = error })

--- Returns what lies at a key of a tree beside the first; nil when there is no such tree.
local function child_of(tree, key)
  if tree == nil then
    return nil
  end
  local child = type(tree) == "table" and tree[key] or nil
  return child == nil and NOTHING or child
end

--- Returns the tree of f(x, y, z) over the tensors at the same places of up to three trees. `f`
--- is called in no particular order: let it depend on nothing but its arguments.
---
---@param f fun(x: Tensor, y?: any, z?: any): any
---@param tree Tree
---@param second? any  A tree like the first, or one with other leaves in place of its tensors.
---@param third? any
---@return any
function M.map(f, tree, second, third)
  if t.is_tensor(tree) then
    return f(tree, second, third)
  elseif type(tree) ~= "table" then
    return tree
  end
  local result = {}
  for key, child in pairs(tree) do
    local beside, other = child_of(second, key), child_of(third, key)
    if (beside == NOTHING or other == NOTHING) and t.is_tensor(child) then
      mistake.raise("map", ("wanted trees alike, got one without a tensor at %s"):format(
        tostring(key)))
    end
    result[key] = M.map(f, child, beside, other)
  end
  return result
end

local function gather(node, list)
  if t.is_tensor(node) then
    list[#list + 1] = node
  elseif type(node) == "table" then
    for _, key in ipairs(sorted_keys(node)) do
      gather(node[key], list)
    end
  end
  return list
end

--- Returns the tensors of a tree, in the order of its keys.
---
---@param tree Tree
---@return Tensor[]
function M.list(tree)
  return gather(tree, {})
end

local function scatter(node, list, place)
  if is_leaf(node) then
    return list[place], place + 1
  elseif type(node) ~= "table" then
    return node, place
  end
  local result = {}
  for _, key in ipairs(sorted_keys(node)) do
    result[key], place = scatter(node[key], list, place)
  end
  return result, place
end

--- Returns a tree like `tree`, or like the one of a skeleton, with the values of `list` in place of
--- its tensors: the inverse of `list`.
---
---@param tree Tree
---@param list any[]
---@return any
function M.fill(tree, list)
  return (scatter(tree, list, 1))
end

--- Returns the tree without its tensors: all that `fill` needs to know of it.
---
---@param tree Tree
---@return table
function M.skeleton(tree)
  return M.map(function()
    return HOLE
  end, tree)
end

local function gather_at(node, values, list, place)
  if is_leaf(node) then
    list[place] = values
    return place + 1
  elseif type(node) == "table" then
    for _, key in ipairs(sorted_keys(node)) do
      place = gather_at(node[key], type(values) == "table" and values[key] or nil, list, place)
    end
  end
  return place
end

--- Returns what a tree of values has at the places of the tensors of another, in the order of
--- `list`; nil where it has nothing.
---
---@param tree Tree  Or a skeleton.
---@param values any
---@return any[] list
---@return integer count
function M.values_at(tree, values)
  local list = {}
  return list, gather_at(tree, values, list, 1) - 1
end

--- Returns the number of elements of all tensors: of parameters, how many there are.
---
---@param tree Tree
---@return integer
function M.count(tree)
  local count = 0
  for _, x in ipairs(M.list(tree)) do
    count = count + x:count()
  end
  return count
end

--- Returns all elements in one vector. The tensors must have one element type.
---
---@param tree Tree
---@return Tensor
function M.flatten(tree)
  local rows = {}
  for i, x in ipairs(M.list(tree)) do
    rows[i] = x:reshape(x:count())
  end
  return t.concat(rows)
end

--- Returns a tree like `tree` with the elements of a vector: the inverse of `flatten`.
---
---@param tree Tree
---@param vector Tensor
---@return Tree
function M.unflatten(tree, vector)
  local is_vector = t.is_tensor(vector) and vector:rank() == 1 and vector:count() == M.count(tree)
  mistake.unless(is_vector, "unflatten", "a vector of the elements of the tree", "vector", vector)
  local list, first = {}, 1
  for i, x in ipairs(M.list(tree)) do
    list[i] = vector:narrow(1, first, x:count()):reshape(x:shape())
    first = first + x:count()
  end
  return M.fill(tree, list)
end

local function has_shape_of(x, y)
  local shape, other = x:shape(), y:shape()
  for axis = 1, math.max(#shape, #other) do
    if shape[axis] ~= other[axis] then
      return false
    end
  end
  return true
end

--- Refuses what has no tensors of the shapes of those of a tree at the same places.
---
---@param call string  The name of the function that wants it.
---@param name string  What it calls the argument.
---@param tree Tree
---@param other any
function M.unless_alike(call, name, tree, other)
  local list, others = M.list(tree), M.list(other)
  local is_alike = #list == #others
  for i = 1, is_alike and #list or 0 do
    is_alike = is_alike and has_shape_of(list[i], others[i])
  end
  mistake.unless(is_alike, call, "a tree with the shapes of the other", name, other)
end

--- Returns the sum of the products of all elements of two trees, a scalar.
---
---@param tree Tree
---@param other Tree  Like the first.
---@return Tensor
function M.dot(tree, other)
  local others, total = M.list(other), nil
  for i, x in ipairs(M.list(tree)) do
    local product = (x * others[i]):sum()
    total = total and total + product or product
  end
  return total
end

return M
