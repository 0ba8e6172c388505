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
local dense = require("hyla.nn.dense")
local dropout = require("hyla.nn.dropout")
local embedding = require("hyla.nn.embedding")
local gru = require("hyla.nn.gru")
local initial = require("hyla.nn.initial")
local layer_norm = require("hyla.nn.layer_norm")
local nest = require("hyla.nest")

--- What a layer may be told beside its input; layers take what they know and leave the rest.
---@class LayerInput
---@field rng? hyla.Rng    dropout: given while training; it moves.
---@field state? Tensor    gru: the state before the first step.
---@field memory? Tensor   attention: what to look at, the input itself by default.

---@class Layer
---@field init fun(rng: hyla.Rng): Tree
---@field apply fun(params: Tree, x: Tensor, with?: LayerInput): Tensor, ...

local M = {
  attention = attention.attention,
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
  mlp = dense.mlp,
  sequential = dense.sequential,
  unflatten = nest.unflatten,
  xavier_normal = initial.xavier_normal,
  xavier_uniform = initial.xavier_uniform,
}

return M
