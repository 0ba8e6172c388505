--- runtime/script/bind_json.c

local canonical = require("hyla.canonical")
local check = require("tests.support.check")
local random = require("hyla.rng")
local reference = require("tests.support.json")

local T = {}

local function same(value, name)
  local text, message = canonical.encode(value, name)
  local wanted, refusal = reference.encode(value, name)
  check.equal(text, wanted)
  check.equal(message, refusal)
  local is_fit, complaint = canonical.check(value, name)
  check.equal(is_fit, wanted ~= nil)
  check.equal(complaint, refusal)
end

local function draw_number(rng)
  local kind = rng:integer(6)
  if kind == 1 then
    return rng:integer(2000) - 1000
  elseif kind == 2 then
    return math.exp(700 * rng:uniform(-1, 1))
  elseif kind == 3 then
    return 2 ^ rng:integer(70) + rng:integer(3) - 2
  elseif kind == 4 then
    return rng:integer(1000) / 100
  end
  return rng:normal()
end

local function draw_text(rng)
  local bytes = {}
  for i = 1, rng:integer(12) - 1 do
    bytes[i] = string.char(rng:integer(256) - 1)
  end
  return table.concat(bytes)
end

local draw

local function draw_table(rng, depth)
  local made, is_list = {}, rng:uniform() < 0.5
  for i = 1, rng:integer(rng:uniform() < 0.1 and 40 or 5) - 1 do
    if is_list then
      made[rng:uniform() < 0.1 and rng:integer(30) or i] = draw(rng, depth - 1)
    else
      made[draw_text(rng)] = draw(rng, depth - 1)
    end
  end
  return made
end

function draw(rng, depth)
  local kind = rng:integer(depth > 0 and 6 or 4)
  if kind == 1 then
    return rng:uniform() < 0.5
  elseif kind == 2 then
    return draw_text(rng)
  elseif kind <= 4 then
    return draw_number(rng)
  end
  return draw_table(rng, depth)
end

function T.values_are_written_as_the_definition_says()
  local rng = random.new(1)
  for _ = 1, 3000 do
    same(draw(rng, 4))
  end
end

function T.refusals_read_as_the_definition_says()
  local circle = {}
  circle.self = { circle }
  for _, value in ipairs({
    { 1 / 0 },
    { a = { -1 / 0 } },
    { ["b c"] = { { d = 0 / 0 } } },
    { 1, x = 2 },
    { [0.5] = 1 },
    { [0] = 1 },
    { [-3] = 1 },
    { [true] = 1 },
    { f = print },
    { { coroutine.create(print) } },
    { [2 ^ 40] = 1 },
    circle,
  }) do
    same(value, "edit")
  end
  same(nil)
  same(print, "f")
end

function T.numbers_at_the_edges_are_written_as_the_definition_says()
  for _, number in ipairs({ -0, 0, 1e15, 1e15 - 1, -1e15, 2 ^ 53, 1e300, 5e-324, 0.1 + 0.2 }) do
    same({ number, -number })
  end
end

function T.an_empty_list_is_told_by_its_table()
  local text = canonical.encode({ canonical.EMPTY_LIST, {}, { canonical.EMPTY_LIST } })
  check.equal(text, "[[],{},[[]]]")
end

return T
