---@meta _

--- Elements of tensors in other places: cut, moved, repeated, picked, in order.
---@class hyla.tensor
local M = {}

---@class Tensor
local Tensor = {}

--- Returns the positions (from 1, i64) of the elements in order; see sort.
---@param axis? integer  The last by default.
---@param descending? boolean
---@return Tensor
function Tensor:argsort(axis, descending) end

--- Returns running products along an axis.
---@param axis integer
---@return Tensor
function Tensor:cumprod(axis) end

--- Returns running sums along an axis, from its end with `reverse`.
---@param axis integer
---@param reverse? boolean
---@return Tensor
function Tensor:cumsum(axis, reverse) end

--- Returns a matrix of zeros with a vector on its diagonal, or the diagonal of a matrix.
---@param offset? integer  How far right of the main diagonal; below it when negative.
---@return Tensor
function Tensor:diag(offset) end

--- Puts the last axis on the diagonal of matrices of zeros: [.., n] -> [.., n, n].
---@return Tensor
function Tensor:diag_embed() end

--- Picks rows of a table of weights [n, ..] by an index of any shape: [.., ..].
---@param index Tensor | table  Positions from 1.
---@return Tensor
function Tensor:embedding(index) end

--- Makes one axis, by default of all, of the axes first .. last.
---@param first? integer
---@param last? integer
---@return Tensor
function Tensor:flatten(first, last) end

--- Turns axes round, by default all.
---@param axis? Axes
---@return Tensor
function Tensor:flip(axis) end

--- Returns the tensor with source[.., i, ..] added at position index[i] of an axis.
---@param axis integer
---@param index Tensor | integer[]  Positions from 1, one for each of `source`.
---@param source Tensor
---@return Tensor
function Tensor:index_add(axis, index, source) end

--- Adds elements of one value (0 by default) before and after those of the last axis, and of the
--- axes before it: { before last, after last, before second last, .. }, as in PyTorch.
---@param widths integer[]
---@param value? number
---@return Tensor
function Tensor:pad(widths, value) end

--- Repeats each element `count` times along an axis: [1 2] becomes [1 1 2 2].
---@param count integer
---@param axis integer
---@return Tensor
function Tensor:repeat_interleave(count, axis) end

--- Moves elements by `shift` positions along an axis; what leaves it comes in at the other end.
---@param shift integer
---@param axis integer
---@return Tensor
function Tensor:roll(shift, axis) end

--- Returns the tensor with elements of `source` in place of its own: source[.., i, ..] at
--- [.., index[.., i, ..], ..]; of several for one place the last counts.
---@param axis integer
---@param index Tensor | table  Positions from 1.
---@param source Tensor | number
---@return Tensor
function Tensor:scatter(axis, index, source) end

--- Returns the tensor with source[.., i, ..] added at [.., index[.., i, ..], ..].
---@param axis integer
---@param index Tensor | table  Positions from 1.
---@param source Tensor
---@return Tensor
function Tensor:scatter_add(axis, index, source) end

--- Returns what is at one position of an axis, without that axis.
---@param axis integer
---@param position integer  From 1, or back from -1.
---@return Tensor
function Tensor:select(axis, position) end

--- Returns positions first .. last of an axis, or every `step`-th of them. Positions count from 1,
--- or back from -1; by default all.
---@param axis integer
---@param first? integer
---@param last? integer  The last one that is taken.
---@param step? integer
---@return Tensor
function Tensor:slice(axis, first, last, step) end

--- Returns the elements in order along an axis, and where they stood (from 1). Equal elements keep
--- their order; NaN comes last in either direction.
---@param axis? integer  The last by default.
---@param descending? boolean
---@return Tensor values, Tensor positions
function Tensor:sort(axis, descending) end

--- Repeats the tensor along each axis.
---@param ... integer | integer[]  One per axis.
---@return Tensor
function Tensor:tile(...) end

--- Returns the `k` greatest elements along an axis, the greatest first, and where they stood (from
--- 1); with `largest = false` the least.
---@param k integer
---@param axis? integer  The last by default.
---@param largest? boolean
---@return Tensor values, Tensor positions
function Tensor:topk(k, axis, largest) end

--- Returns matrices with zeros above the diagonal `offset` columns to the right of the main one.
---@param offset? integer  0 by default.
---@return Tensor
function Tensor:tril(offset) end

--- Returns matrices with zeros below the diagonal `offset` columns to the right of the main one.
---@param offset? integer  0 by default.
---@return Tensor
function Tensor:triu(offset) end

--- Returns what is at each position of an axis, by default the first, without that axis.
---@param axis? integer
---@return Tensor[]
function Tensor:unbind(axis) end

M.argsort = Tensor.argsort
M.cumprod = Tensor.cumprod
M.cumsum = Tensor.cumsum
M.diag = Tensor.diag
M.diag_embed = Tensor.diag_embed
M.embedding = Tensor.embedding
M.flatten = Tensor.flatten
M.flip = Tensor.flip
M.index_add = Tensor.index_add
M.pad = Tensor.pad
M.repeat_interleave = Tensor.repeat_interleave
M.roll = Tensor.roll
M.scatter = Tensor.scatter
M.scatter_add = Tensor.scatter_add
M.select = Tensor.select
M.slice = Tensor.slice
M.sort = Tensor.sort
M.tile = Tensor.tile
M.topk = Tensor.topk
M.tril = Tensor.tril
M.triu = Tensor.triu
M.unbind = Tensor.unbind

return M
