--- Pooling: windows of images and rows become one element each.

local mistake = require("hyla.mistake")
local stateless = require("hyla.nn.stateless")
local t = require("hyla.tensor")

local M = {}

local OPTIONS = { stride = true, padding = true, dilation = true }

---@class PoolOptions
---@field stride? Extents    From one window to the next; side by side by default.
---@field padding? Extents   At either end: none by default.
---@field dilation? Extents  From one element of a window to the next: 1 by default.

--- Returns the layer of a method of tensors that takes the size of a window and the options.
local function layer_of(method, size, options)
  local is_size = type(size) == "number" or type(size) == "table"
  mistake.unless(is_size, method, "an extent or a list of them", "size", size)
  options = mistake.options(method, options, OPTIONS)
  return stateless.stateless(function(x)
    return t[method](x, size, options.stride, options.padding, options.dilation)
  end)
end

--- The mean of each window of the last axis.
---
---@param size Extents
---@param options? PoolOptions
---@return Layer  Without parameters.
function M.avg_pool1d(size, options)
  return layer_of("avg_pool1d", size, options)
end

--- The mean of each window of the last two axes.
---
---@param size Extents
---@param options? PoolOptions
---@return Layer  Without parameters.
function M.avg_pool2d(size, options)
  return layer_of("avg_pool2d", size, options)
end

--- The greatest element of each window of the last axis.
---
---@param size Extents
---@param options? PoolOptions
---@return Layer  Without parameters.
function M.max_pool1d(size, options)
  return layer_of("max_pool1d", size, options)
end

--- The greatest element of each window of the last two axes.
---
---@param size Extents
---@param options? PoolOptions
---@return Layer  Without parameters.
function M.max_pool2d(size, options)
  return layer_of("max_pool2d", size, options)
end

return M
