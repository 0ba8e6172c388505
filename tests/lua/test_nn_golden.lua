--- lua/hyla/nn
--
-- Every layer beside that of PyTorch: the same sines as inputs and parameters, the same results and
-- gradients (golden/layers.py).

local check = require("tests.support.check")
local golden = require("tests.lua.golden.layers")
local nn = require("hyla.nn")
local t = require("hyla.tensor")

local T = {}

local F64 = { dtype = "f64" }

local function fill(shape, phase)
  local count = 1
  for _, extent in ipairs(shape) do
    count = count * extent
  end
  return (t.arange(count, "f64") * 0.7 + phase):sin():reshape(shape)
end

local function same(x, name)
  local expected = t.tensor(golden[name], "f64")
  check.equal(x:count(), expected:count())
  check.near((x:flatten() - expected):abs():max():item(), 0, 1e-11)
end

--- Compares the result for an input of a shape, its gradient, and returns what else there is.
local function compare(name, layer, params, shape, with)
  local x = fill(shape, 0):requires_grad()
  local y, other = layer.apply(params, x, with)
  same(y, name)
  same((y * fill(y:shape(), 9)):sum():grad(x), name .. "_grad")
  return other
end

function T.dense_layers()
  local first = { w = fill({ 3, 2 }, 1), b = fill({ 2 }, 2) }
  local second = { w = fill({ 2, 4 }, 3), b = fill({ 4 }, 4) }
  compare("linear", nn.linear(3, 2, F64), first, { 2, 3 })
  compare("mlp", nn.mlp({ 3, 2, 4 }, { activation = "tanh" }), { first, second }, { 2, 3 })
end

function T.norms_of_rows()
  local gain, shift = fill({ 4 }, 1), fill({ 4 }, 2)
  compare("layer_norm", nn.layer_norm(4, F64), { gain = gain, shift = shift }, { 2, 4 })
  compare("rms_norm", nn.rms_norm(4, F64), { gain = gain }, { 2, 4 })
end

function T.embeddings()
  same(nn.embedding(3, 2).apply({ w = fill({ 3, 2 }, 1) }, { { 1, 3 }, { 3, 2 } }), "embedding")
end

function T.recurrent_layers()
  for name, gates in pairs({ gru = 3, lstm = 4 }) do
    local params = {
      w = fill({ 2, gates * 3 }, 1),
      u = fill({ 3, gates * 3 }, 2),
      b = fill({ gates * 3 }, 3),
      c = fill({ gates * 3 }, 4),
    }
    compare(name, nn[name](2, 3, F64), params, { 2, 3, 2 })
  end
end

function T.attention()
  local params = {
    query = { w = fill({ 4, 4 }, 1), b = fill({ 4 }, 5) },
    key = { w = fill({ 4, 4 }, 2), b = fill({ 4 }, 6) },
    value = { w = fill({ 4, 4 }, 3), b = fill({ 4 }, 7) },
    output = { w = fill({ 4, 4 }, 4), b = fill({ 4 }, 8) },
  }
  compare("attention", nn.attention(4, 2), params, { 1, 3, 4 })
  compare("causal", nn.attention(4, 2, { causal = true }), params, { 1, 3, 4 })
end

function T.convolutions()
  local narrow = nn.conv1d(4, 2, 3, { stride = 2, padding = 1, groups = 2 })
  compare("conv1d", narrow, { w = fill({ 2, 2, 3 }, 1), b = fill({ 2 }, 2) }, { 1, 4, 5 })
  local options = { stride = { 2, 1 }, padding = { 1, 0 }, dilation = { 1, 2 } }
  local params = { w = fill({ 2, 2, 3, 2 }, 1), b = fill({ 2 }, 2) }
  compare("conv2d", nn.conv2d(2, 2, { 3, 2 }, options), params, { 1, 2, 4, 3 })
end

function T.pools()
  local options = { stride = 2, padding = 1 }
  compare("max_pool1d", nn.max_pool1d(3, options), {}, { 1, 2, 5 })
  compare("max_pool2d", nn.max_pool2d(2), {}, { 1, 1, 4, 4 })
  compare("avg_pool1d", nn.avg_pool1d(3, options), {}, { 1, 2, 5 })
  compare("avg_pool2d", nn.avg_pool2d({ 2, 3 }, { stride = 1 }), {}, { 1, 1, 4, 4 })
end

function T.batch_norms()
  local layer = nn.batch_norm(2, F64)
  local params = layer.init()
  params.gain, params.shift = fill({ 2 }, 1), fill({ 2 }, 2)
  local moved = compare("batch_norm", layer, params, { 2, 2, 1, 3 }, { train = true })
  same(moved.mean, "batch_norm_mean")
  same(moved.var, "batch_norm_var")
  compare("batch_norm_after", layer, moved, { 2, 2, 1, 3 })
end

return T
