--- Dense layers, and layers one after the other.

local initial = require("hyla.nn.initial")
local mistake = require("hyla.mistake")
local t = require("hyla.tensor")

local M = {}

--- The activations that are one op with the product.
local FUSED = {
  none = true,
  relu = true,
  tanh = true,
  sigmoid = true,
  gelu = true,
  softplus = true,
}

local LINEAR_OPTIONS = { activation = true, bias = true, initial = true, dtype = true }
local MLP_OPTIONS = { activation = true, output = true, bias = true, initial = true, dtype = true }

local function check_activation(call, name)
  local is_known = name == nil or FUSED[name] or type(name) == "string" and t[name]
  if not is_known then
    mistake.raise(call, ("knows no activation %s"):format(tostring(name)))
  end
end

--- Returns f(x w + b); any function of the tensor module of one element can be f.
---
---@param x Tensor          [..., inputs]
---@param params { w: Tensor, b?: Tensor }
---@param activation? string  "none" by default.
---@return Tensor           [..., outputs]
function M.affine(x, params, activation)
  activation = activation or "none"
  mistake.unless_params("linear", params)
  if FUSED[activation] then
    return t.linear(x, params.w, params.b, activation)
  end
  return t[activation](t.linear(x, params.w, params.b))
end

---@class LinearOptions
---@field activation? string  Of the outputs: "relu", "tanh" and so on; none by default.
---@field bias? boolean       Whether to add one; true by default.
---@field initial? Initial    Of the weights; those of PyTorch, within 1 / sqrt(inputs), by default.
---@field dtype? Dtype

--- A matrix and a bias: [..., inputs] -> [..., outputs].
---
---@param inputs integer
---@param outputs integer
---@param options? LinearOptions
---@return Layer  Of parameters { w = [inputs, outputs], b = [outputs] }.
function M.linear(inputs, outputs, options)
  mistake.unless_extent("linear", "inputs", inputs)
  mistake.unless_extent("linear", "outputs", outputs)
  options = mistake.options("linear", options, LINEAR_OPTIONS)
  check_activation("linear", options.activation)
  local draw = options.initial or initial.lecun_uniform
  return {
    init = function(rng)
      local params = { w = draw({ inputs, outputs }, rng, options.dtype) }
      if options.bias ~= false then
        params.b = initial.within({ outputs }, rng, 1 / math.sqrt(inputs), options.dtype)
      end
      return params
    end,
    apply = function(params, x)
      return M.affine(x, params, options.activation)
    end,
  }
end

--- Checks a list of layers; returns whether any of them moves its parameters itself.
local function is_any_moving(layers)
  local is_list = type(layers) == "table" and not layers.apply
  mistake.unless(is_list, "sequential", "a list of layers", "layers", layers)
  local moves = false
  for i, layer in ipairs(layers) do
    local is_layer = type(layer) == "table" and layer.apply and layer.init
    mistake.unless(is_layer, "sequential", "a layer", ("element %d"):format(i), layer)
    moves = moves or layer.moves
  end
  return moves
end

--- Layers one after the other. Where one moves its parameters itself, as batch_norm does, the list
--- with those that moved is the second result.
---
---@param layers Layer[]
---@return Layer  Of a list of their parameters.
function M.sequential(layers)
  local moves = is_any_moving(layers)
  return {
    moves = moves,
    init = function(rng)
      local params = {}
      for i, layer in ipairs(layers) do
        params[i] = layer.init(rng)
      end
      return params
    end,
    apply = function(params, x, with)
      mistake.unless_params("sequential", params)
      local moved = {}
      for i, layer in ipairs(layers) do
        x, moved[i] = layer.apply(params[i], x, with)
        moved[i] = layer.moves and moved[i] or params[i]
      end
      if moves then
        return x, moved
      end
      return x
    end,
  }
end

---@class MlpOptions : LinearOptions
---@field activation? string  Of the hidden layers; "relu" by default.
---@field output? string      Of the last layer; none by default.

--- Linear layers with an activation between them: [..., sizes[1]] -> [..., sizes[#sizes]].
---
---@param sizes integer[]  At least two.
---@param options? MlpOptions
---@return Layer  Of a list of the parameters of linear layers.
function M.mlp(sizes, options)
  mistake.unless(type(sizes) == "table" and #sizes > 1, "mlp", "a list of at least two sizes",
    "sizes", sizes)
  options = mistake.options("mlp", options, MLP_OPTIONS)
  local layers = {}
  for i = 1, #sizes - 1 do
    local is_last = i == #sizes - 1
    layers[i] = M.linear(sizes[i], sizes[i + 1], {
      activation = is_last and options.output or not is_last and (options.activation or "relu")
        or nil,
      bias = options.bias,
      initial = options.initial,
      dtype = options.dtype,
    })
  end
  return M.sequential(layers)
end

return M
