--- Operations that put elements in other places; see operations.lua.

local inputs = require("tests.torch.inputs")
local t = require("hyla.tensor")

local M = {}

M.transpose = {
  with = function(rng, x)
    return x:rank() > 0 and { axis = rng:integer(x:rank()), other = rng:integer(x:rank()) } or nil
  end,
  run = function(o, x) return x:transpose(o.axis, o.other) end,
}
M.flatten = { run = function(_, x) return x:reshape(-1) end }
M.unsqueeze = {
  with = function(rng, x) return x:rank() < 4 and { axis = rng:integer(x:rank() + 1) } or nil end,
  run = function(o, x) return x:unsqueeze(o.axis) end,
}
M.squeeze = { run = function(_, x) return x:squeeze() end }
M.expand = {
  with = function(_, x) return x:rank() < 4 and {} or nil end,
  run = function(_, x) return x:expand({ 2, unpack(x:shape()) }) end,
}
M.narrow = {
  with = function(rng, x)
    local axis = inputs.draw_axis(rng, x)
    local begin = axis and rng:integer(x:shape()[axis])
    local length = axis and rng:integer(x:shape()[axis] - begin + 1)
    return axis and { axis = axis, begin = begin, length = length }
  end,
  run = function(o, x) return x:narrow(o.axis, o.begin, o.length) end,
}
M.slice = { with = inputs.along, run = function(o, x) return x:slice(o.axis, 1, -1, 2) end }
M.select = {
  with = function(rng, x)
    local axis = inputs.draw_axis(rng, x)
    return axis and { axis = axis, position = rng:integer(x:shape()[axis]) }
  end,
  run = function(o, x) return x:select(o.axis, o.position) end,
}
M.roll = { with = inputs.along, run = function(o, x) return x:roll(1, o.axis) end }
M.repeat_interleave = {
  with = inputs.along,
  run = function(o, x) return x:repeat_interleave(2, o.axis) end,
}
M.unfold = {
  with = function(rng, x)
    local axis = inputs.draw_axis(rng, x)
    return axis and x:rank() < 4 and x:shape()[axis] > 1 and { axis = axis } or nil
  end,
  run = function(o, x) return x:unfold(o.axis, 2) end,
}
M.pad = {
  with = function(_, x) return x:rank() > 1 and {} or nil end,
  run = function(_, x) return x:pad({ 1, 0, 0, 2 }, 0.5) end,
}
for _, name in ipairs({ "tril", "triu", "diagonal", "trace" }) do
  M[name] = {
    with = function(_, x) return x:rank() == 2 and {} or nil end,
    run = function(_, x) return x[name](x) end,
  }
end
M.diag_embed = {
  with = function(_, x) return x:rank() > 0 and x:rank() < 4 and {} or nil end,
  run = function(_, x) return x:diag_embed() end,
}
M.stack = {
  count = 2,
  with = function(_, a, b) return inputs.is_alike(a, b) and {} or nil end,
  run = function(_, a, b) return t.stack({ a, b, a }) end,
}
M.concat = {
  count = 2,
  with = function(rng, a, b) return inputs.is_alike(a, b) and inputs.along(rng, a) or nil end,
  run = function(o, a, b) return t.concat({ a, b }, o.axis) end,
}

M.index_select = {
  with = inputs.indexed,
  run = function(o, x) return x:index_select(o.axis, o.index) end,
}
M.embedding = {
  with = function(rng, x)
    local list = x:rank() == 2 and inputs.indexed(rng, x:transpose(1, 1)) or nil
    return list and list.axis == 1 and list or nil
  end,
  run = function(o, x) return x:embedding({ o.index, o.index }) end,
}

M.gather = {
  with = inputs.indexed,
  run = function(o, x) return x:gather(o.axis, inputs.circle(x, o.axis, o.index[1])) end,
}
M.scatter_add = {
  with = inputs.indexed,
  run = function(o, x)
    return x:scatter_add(o.axis, inputs.circle(x, o.axis, o.index[1]), x * 2)
  end,
}

M.scatter = {
  with = function(rng, x)
    local axis = inputs.draw_axis(rng, x)
    return axis and { axis = axis, start = rng:integer(4) }
  end,
  -- every place has one writer: PyTorch leaves open which of several counts
  run = function(o, x)
    local extent = x:shape()[o.axis]
    local steps = t.arange(extent, "i64") + o.start
    local around = { 1, 1, 1, 1, [o.axis] = extent }
    local index = (steps % extent + 1):reshape(unpack(around, 1, x:rank())):expand(x:shape())
    local half = index:narrow(o.axis, 1, math.ceil(extent / 2))
    return x:scatter(o.axis, half, (x * x):narrow(o.axis, 1, half:size(o.axis)))
  end,
}
M.index_add = {
  with = inputs.indexed,
  run = function(o, x)
    return x:index_add(o.axis, o.index, x:index_select(o.axis, o.index) * 2)
  end,
}
M.masked_fill = {
  with = function(_, x) return inputs.avoids(x, 0.25) and {} or nil end,
  run = function(_, x) return x:masked_fill(x:gt(0.25), 0.5) end,
}
M.masked_select = {
  with = function(_, x)
    return inputs.avoids(x, 0.25) and x:le(0.25):any():item() and {} or nil
  end,
  run = function(_, x) return x:masked_select(x:le(0.25)) end,
}
M.diag = {
  with = function(rng, x)
    local is_suited = x:rank() == 1 or x:rank() == 2 and x:size(1) > 1 and x:size(2) > 1
    return is_suited and { offset = rng:integer(3) - 2 } or nil
  end,
  run = function(o, x) return x:diag(o.offset) end,
}
M.tile = {
  with = function(_, x) return x:rank() == 2 and {} or nil end,
  run = function(_, x) return x:tile({ 2, 1 }) end,
}
M.permute = {
  with = function(_, x) return x:rank() == 3 and {} or nil end,
  run = function(_, x) return x:permute(3, 1, 2) end,
}
M.split = {
  with = inputs.along,
  run = function(o, x)
    local pieces = x:split(2, o.axis)
    return pieces[#pieces]
  end,
}
M.chunk = {
  with = inputs.along,
  run = function(o, x) return x:chunk(2, o.axis)[1] end,
}
M.unbind = {
  with = inputs.along,
  run = function(o, x)
    local slices = x:unbind(o.axis)
    return slices[1] * slices[#slices]
  end,
}
M.meshgrid = {
  count = 2,
  with = function(_, a, b) return a:rank() == 1 and b:rank() == 1 and {} or nil end,
  run = function(_, a, b)
    local grid = t.meshgrid({ a, b })
    return grid[1] * grid[2]:sin()
  end,
}

return M
