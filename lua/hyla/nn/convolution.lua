--- Convolutions: one small product for every window of a row or an image.

local initial = require("hyla.nn.initial")

local M = {}

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
      return x[method](x, params.w, params.b, options.stride, options.padding, options.dilation,
        options.groups)
    end,
  }
end

--- Returns how many channels a window sees.
local function seen_by_group(name, inputs, outputs, groups)
  if inputs % groups ~= 0 or outputs % groups ~= 0 then
    error(("%s wants groups that divide the channels, got %d of %d to %d"):format(name, groups,
      inputs, outputs), 3)
  end
  return inputs / groups
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
  options = options or {}
  local seen = seen_by_group("conv1d", inputs, outputs, options.groups or 1)
  return layer_of("conv1d", { outputs, seen, size }, options)
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
  options = options or {}
  local seen = seen_by_group("conv2d", inputs, outputs, options.groups or 1)
  local height = type(size) == "table" and size[1] or size
  local width = type(size) == "table" and size[2] or size
  return layer_of("conv2d", { outputs, seen, height, width }, options)
end

return M
