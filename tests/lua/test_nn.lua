--- lua/hyla/nn

local autodiff = require("hyla.autodiff")
local check = require("tests.support.check")
local nest = require("hyla.nest")
local nn = require("hyla.nn")
local optim = require("hyla.optim")
local random = require("hyla.rng")
local schedule = require("hyla.schedule")
local t = require("hyla.tensor")

local T = {}

local F64 = { dtype = "f64" }

local function shape_of(x)
  return table.concat(x:shape(), " ")
end

local function draw(shape, name)
  return t.randn(shape, random.new(3):split(name or "x"), "f64")
end

local function near(x, y, tolerance)
  check.equal(shape_of(x), shape_of(y))
  check.near((x - y):reshape(x:count()):abs():max():item(), 0, tolerance or 1e-12)
end

--- Checks the gradients of a layer by its parameters and its input, first and second order.
local function check_layer(layer, x, with)
  assert(autodiff.check(function(given)
    return { (layer.apply(given.params, given.x, with)) }
  end, { params = layer.init(random.new(5)), x = x }, { order = 2 }))
end

function T.linear_is_a_matrix_and_a_bias()
  local layer = nn.linear(3, 2, F64)
  local params, x = layer.init(random.new(1)), draw({ 4, 3 })
  near(layer.apply(params, x), x:matmul(params.w) + params.b)
  check_layer(layer, x)
end

function T.linear_does_without_a_bias_and_with_any_activation()
  local layer = nn.linear(3, 2, { bias = false, activation = "sin", dtype = "f64" })
  local params, x = layer.init(random.new(1)), draw({ 2, 2, 3 })
  check.equal(params.b, nil)
  near(layer.apply(params, x), x:matmul(params.w):sin())
end

function T.the_same_seed_gives_the_same_parameters()
  local layer = nn.mlp({ 2, 3, 1 })
  local one = nest.flatten(layer.init(random.new(4)))
  check.equal(tostring(one), tostring(nest.flatten(layer.init(random.new(4)))))
  local rng = random.new(4)
  layer.init(rng)
  check.truthy(tostring(one) ~= tostring(nest.flatten(layer.init(rng))))
end

function T.an_mlp_activates_its_hidden_layers()
  local net = nn.mlp({ 3, 4, 2 }, { activation = "tanh", output = "sigmoid", dtype = "f64" })
  local params, x = net.init(random.new(1)), draw({ 5, 3 })
  local hidden = (x:matmul(params[1].w) + params[1].b):tanh()
  near(net.apply(params, x), (hidden:matmul(params[2].w) + params[2].b):sigmoid())
  check.equal(nn.count(params), 4 * 3 + 4 + 2 * 4 + 2)
  check_layer(net, x)
end

function T.parameters_become_a_vector_and_back()
  local net = nn.mlp({ 2, 3, 1 }, F64)
  local params, x = net.init(random.new(2)), draw({ 4, 2 })
  local back = nn.unflatten(params, nn.flatten(params))
  near(net.apply(back, x), net.apply(params, x))
end

--- Returns the mean square of a large initial matrix.
local function variance(initial, ...)
  local w = initial({ 200, 100 }, random.new(9), "f64", ...)
  return (w * w):mean():item()
end

function T.initial_weights_have_the_variance_of_their_papers()
  check.near(variance(nn.kaiming_uniform), 2 / 200, 3e-4)
  check.near(variance(nn.kaiming_normal, 1), 1 / 200, 3e-4)
  check.near(variance(nn.xavier_uniform), 2 / 300, 3e-4)
  check.near(variance(nn.xavier_normal, 2), 8 / 300, 1e-3)
end

function T.embeddings_pick_rows()
  local layer = nn.embedding(5, 3, F64)
  local params = layer.init(random.new(1))
  near(layer.apply(params, { 2, 5 }):narrow(1, 2, 1), params.w:narrow(1, 5, 1))
  check.equal(shape_of(layer.apply(params, t.tensor({ { 1, 2 }, { 3, 4 } }))), "2 2 3")
  local function taken(given)
    return (layer.apply(given, { 2, 2, 4 }):tanh())
  end
  assert(autodiff.check(taken, params, { order = 2 }))
end

function T.layer_norm_gives_mean_0_and_variance_1()
  local layer = nn.layer_norm(6, { epsilon = 1e-12, dtype = "f64" })
  local y = layer.apply(layer.init(), draw({ 3, 6 }) * 5 + 2)
  near(y:mean(2), t.zeros({ 3 }, "f64"))
  near((y * y):mean(2), t.ones({ 3 }, "f64"), 1e-9)
  check_layer(nn.layer_norm(4, F64), draw({ 3, 4 }))
end

function T.dropout_keeps_the_mean_and_rests_without_an_rng()
  local layer = nn.dropout(0.25)
  local x = t.ones({ 100, 100 })
  local y = layer.apply({}, x, { rng = random.new(1) })
  check.near(y:mean():item(), 1, 0.02)
  check.near(y:max():item(), 1 / 0.75, 1e-6)
  check.equal(y:min():item(), 0)
  check.equal(layer.apply({}, x), x)
end

function T.sequential_tells_its_layers_what_it_is_told()
  local net = nn.sequential({ nn.linear(2, 50), nn.dropout(0.5) })
  local params, x = net.init(random.new(1)), t.ones({ 1, 2 })
  local y = net.apply(params, x, { rng = random.new(1) })
  check.truthy(y:eq(0):sum():item() > 10)
  check.equal(net.apply(params, x):eq(0):sum():item(), 0)
end

--- One step of one unit, straight from the formula.
local function gru_step(params, x, h, size)
  local a, b = x:matmul(params.w) + params.b, h:matmul(params.u) + params.c
  local function gate(i)
    return a:narrow(2, i * size + 1, size), b:narrow(2, i * size + 1, size)
  end
  local ar, br = gate(0)
  local az, bz = gate(1)
  local an, bn = gate(2)
  local z = (az + bz):sigmoid()
  return (1 - z) * (an + (ar + br):sigmoid() * bn):tanh() + z * h
end

function T.a_gru_cell_follows_the_formula()
  local cell = nn.gru_cell(3, 4, F64)
  local params, x, h = cell.init(random.new(1)), draw({ 2, 3 }), draw({ 2, 4 }, "h")
  near(cell.apply(params, x, { state = h }), gru_step(params, x, h, 4))
  check_layer(cell, x)
end

function T.a_gru_is_its_cell_step_by_step()
  local gru, cell = nn.gru(3, 4, F64), nn.gru_cell(3, 4, F64)
  local params, x = gru.init(random.new(1)), draw({ 2, 5, 3 })
  local states, last = gru.apply(params, x)
  local h
  for step = 1, 5 do
    h = cell.apply(params, x:narrow(2, step, 1):squeeze(2), { state = h })
    near(states:narrow(2, step, 1):squeeze(2), h)
  end
  near(last, h)
end

function T.an_lstm_is_its_cell_step_by_step()
  local lstm, cell = nn.lstm(3, 4, F64), nn.lstm_cell(3, 4, F64)
  local params, x = lstm.init(random.new(1)), draw({ 2, 5, 3 })
  local shown, last = lstm.apply(params, x)
  local h, state
  for step = 1, 5 do
    h, state = cell.apply(params, x:select(2, step), { state = state })
    near(shown:select(2, step), h)
  end
  near(last.h, h)
  near(last.m, state.m)
  state = { h = draw({ 2, 4 }, "h"), m = draw({ 2, 4 }, "m") }
  check_layer(cell, draw({ 2, 3 }), { state = state })
end

function T.convolutions_are_layers_of_images()
  local net = nn.sequential({
    nn.conv2d(1, 2, 3, { padding = 1, dtype = "f64" }),
    nn.stateless(t.tanh),
    nn.stateless(t.silu),
    nn.avg_pool2d(2),
    nn.stateless(function(x) return x:flatten(2) end),
    nn.linear(8, 1, F64),
  })
  local x = draw({ 2, 1, 4, 4 })
  local params = net.init(random.new(1))
  check.equal(shape_of(params[1].w), "2 1 3 3")
  check.equal(shape_of(net.apply(params, x)), "2 1")
  check.equal(select("#", net.apply(params, x)), 1)
  check_layer(net, x)
end

function T.windows_of_rows_are_drawn_by_what_they_see()
  local params = nn.conv1d(8, 4, 3, { groups = 2 }).init(random.new(1))
  check.equal(shape_of(params.w), "4 4 3")
  check.truthy(params.w:abs():max():item() <= 1 / math.sqrt(12))
  check.equal(nn.conv1d(2, 2, 1, { bias = false }).init(random.new(1)).b, nil)
  local ok, message = pcall(nn.conv2d, 3, 4, 2, { groups = 2 })
  check.equal(ok, false)
  check.contains(message, "conv2d: wanted a divisor of 3 and 4 as groups, got 2")
end

function T.a_batch_moves_statistics_through_a_sequence()
  local net = nn.sequential({ nn.linear(2, 3, F64), nn.batch_norm(3, F64) })
  local params, x = net.init(random.new(1)), draw({ 8, 2 })
  local y, moved = net.apply(params, x, { train = true })
  near(y:mean(1), t.zeros({ 3 }, "f64"))
  check.equal(moved[1], params[1])
  near(moved[2].mean, 0.1 * (x:matmul(params[1].w) + params[1].b):mean(1))
  near(params[2].mean, t.zeros({ 3 }, "f64"))
  for _ = 1, 300 do
    _, moved = net.apply(moved, x, { train = true })
  end
  near(net.apply(moved, x):mean(1), t.zeros({ 3 }, "f64"))
  check_layer(nn.batch_norm(2, F64), draw({ 3, 2, 2 }), { train = true })
end

function T.attention_with_one_head_follows_the_formula()
  local layer = nn.attention(4, 1, F64)
  local params, x = layer.init(random.new(1)), draw({ 2, 3, 4 })
  local q = x:matmul(params.query.w) + params.query.b
  local k = x:matmul(params.key.w) + params.key.b
  local v = x:matmul(params.value.w) + params.value.b
  local mixed = (q:matmul(k:transpose()) / 2):softmax():matmul(v)
  near(layer.apply(params, x), mixed:matmul(params.output.w) + params.output.b)
end

function T.attention_has_gradients_of_both_orders()
  check_layer(nn.attention(4, 2, { causal = true, dtype = "f64" }), draw({ 1, 3, 4 }))
  check_layer(nn.attention(2, 1, F64), draw({ 1, 2, 2 }), { memory = draw({ 1, 3, 2 }, "memory") })
end

function T.causal_attention_does_not_look_ahead()
  local layer = nn.attention(4, 2, { causal = true, dtype = "f64" })
  local params, x = layer.init(random.new(1)), draw({ 1, 3, 4 })
  local changed = t.concat({ x:narrow(2, 1, 2), draw({ 1, 1, 4 }, "other") }, 2)
  local y, z = layer.apply(params, x), layer.apply(params, changed)
  near(y:narrow(2, 1, 2), z:narrow(2, 1, 2))
  check.truthy((y - z):narrow(2, 3, 1):abs():max():item() > 1e-3)
end

function T.attention_refuses_heads_that_do_not_fit()
  local ok, message = pcall(nn.attention, 5, 2)
  check.equal(ok, false)
  check.contains(message, "attention: wanted a divisor of 5 as heads, got 2")
end

--- Trains with Adam and returns the parameters.
local function train(params, loss, steps, rate)
  local adam = optim.adam({ rate = schedule.cosine(rate, steps) })
  local state = adam.init(params)
  for step = 1, steps do
    params, state = t.scope(function()
      local grads = autodiff.grad(loss)(params, step)
      return adam.step(params, optim.clip_norm(grads, 1), state)
    end)
  end
  return params
end

function T.an_mlp_learns_xor()
  local x = t.tensor({ { 0, 0 }, { 0, 1 }, { 1, 0 }, { 1, 1 } })
  local y = t.tensor({ { 0 }, { 1 }, { 1 }, { 0 } })
  local net = nn.mlp({ 2, 8, 1 }, { activation = "tanh" })
  local params = train(net.init(random.new(1)), function(p)
    return net.apply(p, x):bce_with_logits(y)
  end, 200, 0.1)
  check.equal(tostring(net.apply(params, x):gt(0):to("f32")), tostring(y))
end

--- All sequences of five bits, [32, 5, 1], and whether each has an odd number of ones, [32, 1].
local function parities()
  local bits, odd = {}, {}
  for i = 0, 31 do
    local row, ones = {}, 0
    for place = 1, 5 do
      local bit = math.floor(i / 2 ^ (place - 1)) % 2
      row[place], ones = { bit }, ones + bit
    end
    bits[i + 1], odd[i + 1] = row, { ones % 2 }
  end
  return t.tensor(bits), t.tensor(odd)
end

function T.a_gru_learns_the_parity_of_short_sequences()
  local x, y = parities()
  local gru, head = nn.gru(1, 12), nn.linear(12, 1)
  local rng = random.new(2)
  local function logits(p)
    local _, last = gru.apply(p.gru, x)
    return head.apply(p.head, last)
  end
  local params = train({ gru = gru.init(rng), head = head.init(rng) }, function(p)
    return logits(p):bce_with_logits(y)
  end, 1000, 0.06)
  check.equal((logits(params):gt(0):to("f32") - y):abs():sum():item(), 0)
end

function T.attention_learns_to_copy()
  -- three symbols, then three places in which to say them again; places have vectors of their own
  local size, count = 16, 4
  local rng = random.new(6)
  local symbols = nn.embedding(count + 1, size)
  local places = nn.embedding(6, size)
  local layer, head = nn.attention(size, 2, { causal = true }), nn.linear(size, count)
  local function predict(p, rows)
    local x = symbols.apply(p.symbols, rows) + places.apply(p.places, { 1, 2, 3, 4, 5, 6 })
    return head.apply(p.head, layer.apply(p.layer, x):narrow(2, 4, 3)):reshape(-1, count)
  end
  local function draw_rows(n)
    local rows, classes = {}, {}
    for i = 1, n do
      rows[i] = { rng:integer(count), rng:integer(count), rng:integer(count), 5, 5, 5 }
      for place = 1, 3 do
        classes[#classes + 1] = rows[i][place]
      end
    end
    return t.tensor(rows), classes
  end
  local start = { symbols = symbols.init(rng), places = places.init(rng), layer = layer.init(rng),
    head = head.init(rng) }
  local params = train(start, function(p)
    local rows, classes = draw_rows(16)
    return predict(p, rows):cross_entropy(classes)
  end, 300, 0.03)
  local rows, classes = draw_rows(20)
  local likely = predict(params, rows):argmax(2)
  for i, class in ipairs(classes) do
    check.equal(likely:item(i), class)
  end
end

--- Calls and what is said about them.
local MISTAKES = {
  { "nn.linear()", "linear: wanted a whole number of at least 1 as inputs, got nil" },
  { "nn.linear(3)", "linear: wanted a whole number of at least 1 as outputs, got nil" },
  { "nn.linear(3, 2, 'relu')", "linear: wanted a table as options, got string" },
  {
    "nn.linear(3, 2, { activaton = 'relu' })",
    "linear: knows activation, bias, dtype, initial, got the option activaton; "
      .. "did you mean activation?",
  },
  { "nn.linear(3, 2, { activation = 'swish' })", "linear: knows no activation swish" },
  { "nn.linear(3, 2).apply(nil, x)", "linear: wanted a table of parameters as params, got nil" },
  { "nn.linear(3, 2).apply({}, x)", "linear: wanted a tensor as w, got nil" },
  { "nn.linear(3, 2).apply({ w = x })", "linear: wanted a tensor as x, got nil" },
  { "nn.linear(3, 2).init()", "uniform: wanted a place of hyla.rng as rng, got nil" },
  { "nn.mlp(3, 2)", "mlp: wanted a list of at least two sizes as sizes, got 3" },
  { "nn.mlp({ 3 })", "mlp: wanted a list of at least two sizes as sizes, got table" },
  { "nn.mlp({ 3, 'a' })", "linear: wanted a whole number of at least 1 as outputs, got string" },
  { "nn.sequential()", "sequential: wanted a list of layers as layers, got nil" },
  { "nn.sequential(layer, layer)", "sequential: wanted a list of layers as layers, got table" },
  { "nn.sequential({ layer, t.relu })", "sequential: wanted a layer as element 2, got function" },
  {
    "nn.sequential({ layer, layer }).apply({ layer.init(r) }, x)",
    "linear: wanted a table of parameters as params, got nil",
  },
  {
    "nn.sequential({ layer }).apply(nil, x)",
    "sequential: wanted a table of parameters as params, got nil",
  },
  { "nn.embedding(3)", "embedding: wanted a whole number of at least 1 as size, got nil" },
  { "nn.gru(3)", "gru: wanted a whole number of at least 1 as size, got nil" },
  { "nn.gru(3, 2).apply({}, x)", "gru: wanted a tensor of rank 3 as x, got a tensor" },
  { "nn.gru(3, 3).apply(cell, z, z)", "a tensor has no state" },
  {
    "nn.gru(3, 3).apply(cell, z, { state = x })",
    "gru: wanted a tensor [1, 3] as state, got a tensor",
  },
  { "nn.gru_cell(3, 3).apply(cell, z)", "gru_cell: wanted a tensor of rank 2 as x, got a tensor" },
  {
    "nn.lstm(3, 2).apply(cell, z, { state = x })",
    "lstm: wanted a table { h, m } as state, got a tensor",
  },
  {
    "nn.lstm(3, 2).apply(cell, z, { state = { h = x } })",
    "lstm: wanted a tensor [1, 2] as state, got a tensor",
  },
  { "nn.lstm_cell(3)", "lstm_cell: wanted a whole number of at least 1 as size, got nil" },
  { "nn.attention(8)", "attention: wanted a whole number of at least 1 as heads, got nil" },
  {
    "nn.attention(8, 2).apply({}, x)",
    "attention: wanted a tensor [batch, time, size] as x, got a tensor",
  },
  { "nn.layer_norm()", "layer_norm: wanted a whole number of at least 1 as size, got nil" },
  { "nn.rms_norm(3).apply({}, 1)", "rms_norm: wanted a tensor as x, got 1" },
  {
    "nn.batch_norm(2, { eps = 1 })",
    "batch_norm: knows dtype, epsilon, momentum, got the option eps",
  },
  { "nn.dropout(2)", "dropout: wanted a number from 0 to below 1 as probability, got 2" },
  { "nn.conv2d(3, 4)", "conv2d: wanted a whole number of at least 1 as size, got nil" },
  { "nn.conv2d(3, 4, { 3 })", "conv2d: wanted a whole number of at least 1 as size, got table" },
  { "nn.conv1d(3, 4, 3, { pad = 1 })", "got the option pad" },
  { "nn.max_pool2d()", "max_pool2d: wanted an extent or a list of them as size, got nil" },
  { "nn.stateless('relu')", "stateless: wanted a function as call, got string" },
}

function T.a_mistake_is_one_line_with_its_place()
  local layer, cell = nn.linear(3, 3), nn.gru(3, 3).init(random.new(1))
  local values = { layer, cell, t.ones(2, 3), t.ones(1, 1, 3), random.new(1) }
  for _, mistake in ipairs(MISTAKES) do
    local source = ("local nn, t, layer, cell, x, z, r = ...\nlocal _ = %s"):format(mistake[1])
    local run = assert(loadstring(source, "=script"))
    local ok, message = pcall(run, nn, t, unpack(values))
    check.equal(ok, false)
    check.contains(message, "script:2: ")
    check.contains(message, mistake[2])
    check.falsy(message:find("\n"))
  end
end

return T
