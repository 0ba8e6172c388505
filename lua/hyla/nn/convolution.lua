--- Convolutions: one small product for every window of a row or an image.

local initial = require("hyla.nn.initial")
local mistake = require("hyla.mistake")
local t = require("hyla.tensor")

local M = {}

local OPTIONS = {
  stride = true,
  padding = true,
  dilation = true,
  groups = true,
  bias = true,
  dtype = true,
}

---@class ConvolutionOptions
---@field stride? Extents    From one window to the next: 1 by default.
---@field padding? Extents   Zeros at either end: none by default.
---@field dilation? Extents  From one element of a window to the next: 1 by default.
---@field groups? integer    Of channels that do not see one another: 1 by default.
---@field bias? boolean      Whether to add one; true by default.
---@field dtype? Dtype

local function product(list)
  local result = 1
  for _, extent in ipairs(list) do
    result = result * extent
  end
  return result
end

--- Returns the layer of a method of tensors; the weights are [outputs, inputs / groups, ..size].
local function layer_of(method, shape, options)
  local bound = 1 / math.sqrt(product(shape) / shape[1])
  return {
    init = function(rng)
      local params = { w = initial.within(shape, rng, bound, options.dtype) }
      if options.bias ~= false then
        params.b = initial.within({ shape[1] }, rng, bound, options.dtype)
      end
      return params
    end,
    apply = function(params, x)
      mistake.unless_params(method, params)
      return t[method](x, params.w, params.b, options.stride, options.padding, options.dilation,
        options.groups)
    end,
  }
end

--- Returns the options of a layer whose arguments make sense, and how many channels a window sees.
local function check(name, inputs, outputs, options)
  mistake.unless_extent(name, "inputs", inputs)
  mistake.unless_extent(name, "outputs", outputs)
  options = mistake.options(name, options, OPTIONS)
  local groups = options.groups or 1
  mistake.unless_extent(name, "groups", groups)
  local is_divisor = inputs % groups == 0 and outputs % groups == 0
  local wanted = ("a divisor of %d and %d"):format(inputs, outputs)
  mistake.unless(is_divisor, name, wanted, "groups", groups)
  return options, inputs / groups
end

--- Returns the extents of a window with `rank` axes.
local function window(name, size, rank)
  local extents = {}
  for axis = 1, rank do
    extents[axis] = type(size) == "table" and size[axis] or size
    mistake.unless_extent(name, "size", extents[axis])
  end
  return unpack(extents)
end

--- Products with windows of a row: [n, inputs, length] -> [n, outputs, windows].
---
---@param inputs integer   Channels.
---@param outputs integer  Channels.
---@param size integer     Of a window.
---@param options? ConvolutionOptions
---@return Layer  Of parameters { w = [outputs, inputs / groups, size], b = [outputs] }, drawn like
--- those of PyTorch.
function M.conv1d(inputs, outputs, size, options)
  local checked, seen = check("conv1d", inputs, outputs, options)
  return layer_of("conv1d", { outputs, seen, window("conv1d", size, 1) }, checked)
end

--- Products with windows of an image: [n, inputs, height, width] -> [n, outputs, rows, columns].
---
---@param inputs integer   Channels.
---@param outputs integer  Channels.
---@param size Extents     Of a window.
---@param options? ConvolutionOptions
---@return Layer  Of parameters { w = [outputs, inputs / groups, height, width], b = [outputs] },
--- drawn like those of PyTorch.
function M.conv2d(inputs, outputs, size, options)
  local checked, seen = check("conv2d", inputs, outputs, options)
  return layer_of("conv2d", { outputs, seen, window("conv2d", size, 2) }, checked)
end

return M
