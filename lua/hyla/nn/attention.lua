--- Attention: values mixed by how well their keys fit a query (Vaswani et al. 2017).

local dense = require("hyla.nn.dense")
local initial = require("hyla.nn.initial")
local mistake = require("hyla.mistake")
local t = require("hyla.tensor")

local M = {}

local OPTIONS = { causal = true, dtype = true }

--- Returns [batch, time, size] as [batch, heads, time, size / heads].
local function split_heads(x, heads)
  local shape = x:shape()
  return x:reshape(shape[1], shape[2], heads, shape[3] / heads):transpose(2, 3)
end

local function join_heads(x)
  local shape = x:shape()
  return x:transpose(2, 3):reshape(shape[1], shape[3], shape[2] * shape[4])
end

--- Returns the scores with -inf where a query would look ahead.
local function hide_future(scores)
  local shape = scores:shape()
  local queries, keys = t.arange(shape[3], scores:dtype()), t.arange(shape[4], scores:dtype())
  return queries:reshape(shape[3], 1):ge(keys):where(scores, -math.huge)
end

local function check_input(params, x, name)
  mistake.unless_params("attention", params)
  local fits = t.is_tensor(x) and x:rank() == 3
  mistake.unless(fits, "attention", "a tensor [batch, time, size]", name, x)
end

local function attend(params, x, memory, heads, is_causal)
  local query = split_heads(dense.affine(x, params.query), heads)
  local key = split_heads(dense.affine(memory, params.key), heads)
  local value = split_heads(dense.affine(memory, params.value), heads)
  local scores = query:matmul(key:transpose()) / math.sqrt(query:shape()[4])
  scores = is_causal and hide_future(scores) or scores
  return dense.affine(join_heads(scores:softmax():matmul(value)), params.output)
end

--- Multi-head attention: [batch, time, size] -> [batch, time, size]. It looks at `with.memory`
--- [batch, other time, size], by default at its input.
---
---@param size integer
---@param heads integer  A divisor of `size`.
---@param options? { causal?: boolean, dtype?: Dtype }  causal: position i sees 1 .. i only
---@return Layer  Of parameters { query, key, value, output }, each of a linear layer.
function M.attention(size, heads, options)
  mistake.unless_extent("attention", "size", size)
  mistake.unless_extent("attention", "heads", heads)
  local wanted = ("a divisor of %d"):format(size)
  mistake.unless(size % heads == 0, "attention", wanted, "heads", heads)
  options = mistake.options("attention", options, OPTIONS)
  local linear = dense.linear(size, size, {
    initial = initial.xavier_uniform,
    dtype = options.dtype,
  })
  return {
    init = function(rng)
      return {
        query = linear.init(rng),
        key = linear.init(rng),
        value = linear.init(rng),
        output = linear.init(rng),
      }
    end,
    apply = function(params, x, with)
      local memory = with and with.memory or x
      check_input(params, x, "x")
      check_input(params, memory, "memory")
      return attend(params, x, memory, heads, options.causal)
    end,
  }
end

return M
