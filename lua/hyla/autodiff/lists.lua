--- Lists: several tensors as one, because a recorded op has one result.

local nest = require("hyla.nest")

local M = {}

--- Returns the tensors without their graphs; those that were recorded become leaves.
---
---@param list Tensor[]
---@return Tensor[]
function M.leaves(list)
  return nest.map(function(x)
    return x:is_recorded() and x:requires_grad() or x
  end, list)
end

--- Returns those that are recorded.
---
---@param list Tensor[]
---@return Tensor[]
function M.recorded(list)
  local kept = {}
  for _, x in ipairs(list) do
    kept[#kept + 1] = x:is_recorded() and x or nil
  end
  return kept
end

--- Returns the values in a table with their number, so that nil counts: the inverse of
--- unpack(values, 1, values.n).
---
---@param ... any
---@return { n: integer, [integer]: any }
function M.pack(...)
  return { n = select("#", ...), ... }
end

---@param list any[]
---@param first integer
---@param last? integer  The last one when nil.
---@return any[]
function M.slice(list, first, last)
  return { unpack(list, first, last or #list) }
end

---@param list any[]
---@param other any[]
---@return any[]
function M.concatenate(list, other)
  local both = M.slice(list, 1)
  for _, x in ipairs(other) do
    both[#both + 1] = x
  end
  return both
end

local function is_mixed(list)
  for _, x in ipairs(list) do
    if x:dtype() ~= list[1]:dtype() then
      return true
    end
  end
  return false
end

--- Returns a list of tensors as one.
---
---@param list Tensor[]
---@return Tensor
function M.join(list)
  if #list == 1 then
    return list[1]
  elseif is_mixed(list) then
    list = nest.map(function(x)
      return x:to("f64")
    end, list)
  end
  return nest.flatten(list)
end

--- Returns the tensors like those of `list` that `join` has made one.
---
---@param list Tensor[]
---@param joined Tensor
---@return Tensor[]
function M.separate(list, joined)
  if #list == 1 then
    return { joined }
  end
  return nest.map(function(x, y)
    return x:to(y:dtype())
  end, nest.unflatten(list, joined), list)
end

--- Returns a list like `list` with the tensors that `join` made one of its recorded ones, and
--- nothing in place of the others.
---
---@param list Tensor[]
---@param joined Tensor
---@return table<integer, Tensor>
function M.spread(list, joined)
  local parts = M.separate(M.recorded(list), joined)
  local result, place = {}, 0
  for i, x in ipairs(list) do
    if x:is_recorded() then
      place = place + 1
      result[i] = parts[place]
    end
  end
  return result
end

return M
