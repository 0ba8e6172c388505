--- Neural networks: layers as pure functions of plain parameters.
--
-- A layer is made of its sizes and holds no numbers: `init(rng)` draws its parameters, a tree of
-- tensors, and `apply(params, x)` is the function that they parametrise.
--
--     local net = nn.mlp({ 2, 8, 1 }, { activation = "tanh" })
--     local params = net.init(random.new(7))
--     local y = net.apply(params, x)
--
-- So parameters can be averaged, perturbed, differentiated through an update and sent elsewhere
-- like any other tree (see hyla.nest), and hyla.autodiff and hyla.optim take them as they are.

local attention = require("hyla.nn.attention")
local batch_norm = require("hyla.nn.batch_norm")
local convolution = require("hyla.nn.convolution")
local dense = require("hyla.nn.dense")
local dropout = require("hyla.nn.dropout")
local embedding = require("hyla.nn.embedding")
local gru = require("hyla.nn.gru")
local initial = require("hyla.nn.initial")
local layer_norm = require("hyla.nn.layer_norm")
local lstm = require("hyla.nn.lstm")
local nest = require("hyla.nest")
local pool = require("hyla.nn.pool")
local rms_norm = require("hyla.nn.rms_norm")
local stateless = require("hyla.nn.stateless")

--- What a layer may be told beside its input; layers take what they know and leave the rest.
---@class LayerInput
---@field rng? hyla.Rng    dropout: given while training; it moves.
---@field state? Tensor | LstmState  gru, lstm: the state before the first step.
---@field train? boolean   batch_norm: normalise by the batch, and move the statistics on.
---@field memory? Tensor   attention: what to look at, the input itself by default.

---@class Layer
---@field init fun(rng: hyla.Rng): Tree
---@field apply fun(params: Tree, x: Tensor, with?: LayerInput): Tensor, ...
---@field moves? boolean  Whether the second result of `apply` is the parameters for the next step.

local M = {
  attention = attention.attention,
  avg_pool1d = pool.avg_pool1d,
  avg_pool2d = pool.avg_pool2d,
  batch_norm = batch_norm.batch_norm,
  conv1d = convolution.conv1d,
  conv2d = convolution.conv2d,
  count = nest.count,
  dropout = dropout.dropout,
  embedding = embedding.embedding,
  flatten = nest.flatten,
  gru = gru.gru,
  gru_cell = gru.gru_cell,
  kaiming_normal = initial.kaiming_normal,
  kaiming_uniform = initial.kaiming_uniform,
  layer_norm = layer_norm.layer_norm,
  linear = dense.linear,
  lstm = lstm.lstm,
  lstm_cell = lstm.lstm_cell,
  max_pool1d = pool.max_pool1d,
  max_pool2d = pool.max_pool2d,
  mlp = dense.mlp,
  rms_norm = rms_norm.rms_norm,
  sequential = dense.sequential,
  stateless = stateless.stateless,
  unflatten = nest.unflatten,
  xavier_normal = initial.xavier_normal,
  xavier_uniform = initial.xavier_uniform,
}

return M
