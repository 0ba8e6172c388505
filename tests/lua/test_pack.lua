--- runtime/script/pack.h

local check = require("tests.support.check")
local rng = require("hyla.rng")
local sandbox = require("hyla.sandbox")

local T = {}

local function nested(depth)
  local value = {}
  for _ = 2, depth do
    value = { value }
  end
  return value
end

--- Returns a value with every kind of data in it.
local function sample()
  return {
    1, -0.5, "three", true, false, { {}, { 7 } },
    name = "x\0y",
    [""] = 2 ^ 53,
    [2.5] = { deep = { deeper = -1 / 0 } },
    [-1] = 1 / 0,
    [100] = 0 / 0,
  }
end

local function same(a, b)
  if type(a) ~= "table" or type(b) ~= "table" then
    return a == b or (a ~= a and b ~= b)
  end
  for key, value in pairs(a) do
    if not same(value, b[key]) then
      return false
    end
  end
  for key in pairs(b) do
    if a[key] == nil then
      return false
    end
  end
  return true
end

function T.every_kind_of_data_comes_back()
  check.truthy(same(sandbox.unpack(sandbox.pack(sample())), sample()))
  check.equal(sandbox.unpack(sandbox.pack(nil)), nil)
  check.equal(sandbox.unpack(sandbox.pack("")), "")
  check.equal(sandbox.unpack(sandbox.pack(false)), false)
end

function T.equal_values_have_equal_bytes()
  local forward, backward = {}, {}
  for i = 1, 200 do
    forward["key" .. i], backward["key" .. 201 - i] = i, 201 - i
    forward[i * 3], backward[(201 - i) * 3] = true, true
  end
  check.equal(sandbox.pack(forward), sandbox.pack(backward))
end

function T.there_is_one_nan()
  check.equal(sandbox.pack(0 / 0), sandbox.pack(-(0 / 0)))
end

function T.zero_keeps_its_sign()
  check.equal(1 / sandbox.unpack(sandbox.pack(-0)), -1 / 0)
end

function T.a_hole_ends_the_list_but_loses_nothing()
  local value = sandbox.unpack(sandbox.pack({ 1, 2, nil, 4 }))
  check.equal(value[2], 2)
  check.equal(value[3], nil)
  check.equal(value[4], 4)
end

function T.metatables_are_left_behind()
  local value = setmetatable({ 1 }, { __index = { x = 1 } })
  check.equal(getmetatable(sandbox.unpack(sandbox.pack(value))), nil)
end

local function refuses(message, value)
  local bytes, why = sandbox.pack(value)
  check.equal(bytes, nil)
  check.equal(why, message)
end

function T.what_is_not_plain_is_named()
  refuses("value is a function, wanted plain data", print)
  refuses("value.a[2].b is a userdata, wanted plain data", { a = { 1, { b = rng.new(1) } } })
  refuses("value[3] is a thread, wanted plain data", { 1, 2, coroutine.create(print) })
  refuses("value.x has a key that is a boolean, wanted plain data", { x = { [true] = 1 } })
end

function T.a_table_must_not_contain_itself()
  local value = { inner = {} }
  value.inner.outer = value
  refuses("value.inner.outer contains itself", value)
end

function T.a_table_may_be_there_twice()
  local shared = { 1 }
  local value = sandbox.unpack(sandbox.pack({ shared, shared }))
  check.equal(value[2][1], 1)
end

function T.nesting_has_an_end()
  check.truthy(sandbox.unpack(sandbox.pack(nested(64))))
  local bytes, message = sandbox.pack(nested(65))
  check.equal(bytes, nil)
  check.truthy(message:find("nested too deeply", 1, true))
end

--- Returns whether unpacking is refused, or gives a value that packs to these very bytes.
local function is_strict(bytes)
  local value, message = sandbox.unpack(bytes)
  return message and message:find("^not a pack") or sandbox.pack(value) == bytes
end

-- trying each table twice would take 2^60 steps
function T.no_level_is_packed_more_than_once_or_twice()
  local value = {}
  for _ = 1, 60 do
    value = { value, name = "level" }
  end
  check.equal(sandbox.unpack(assert(sandbox.pack(value)))[1][1].name, "level")
end

function T.every_truncation_is_refused()
  local bytes = sandbox.pack(sample())
  for size = 0, #bytes - 1 do
    local value, message = sandbox.unpack(bytes:sub(1, size))
    check.equal(value, nil)
    check.truthy(message:find("^not a pack"))
  end
end

function T.bytes_after_the_end_are_refused()
  check.truthy(select(2, sandbox.unpack(sandbox.pack(1) .. "\0")):find("after the end", 1, true))
end

function T.mutated_bytes_are_refused_or_canonical()
  local bytes = sandbox.pack(sample())
  local draws = rng.new(7)
  for _ = 1, 20000 do
    local at = draws:integer(#bytes)
    local mutant = bytes:sub(1, at - 1) .. string.char(draws:integer(256) - 1) .. bytes:sub(at + 1)
    check.truthy(is_strict(mutant))
  end
end

function T.random_bytes_are_refused_or_canonical()
  local draws = rng.new(8)
  local letters = { "N", "T", "F", "D", "S", "{", "\0", "\1", "\2", "a" }
  for _ = 1, 20000 do
    local text = {}
    for i = 1, draws:integer(30) do
      text[i] = letters[draws:integer(#letters)]
    end
    check.truthy(is_strict(table.concat(text)))
  end
end

function T.what_packing_never_writes_is_refused()
  local function number(value)
    return sandbox.pack(value)
  end
  local two = "{\0\0\0\0\2\0\0\0"
  local function refused(bytes)
    check.truthy(select(2, sandbox.unpack(bytes)))
  end
  refused(two .. number(5) .. "T" .. number(4) .. "T") -- keys out of order
  refused(two .. number(5) .. "T" .. number(5) .. "T") -- the same key twice
  refused(two .. number(4) .. "T" .. number(0 / 0) .. "T")
  refused(two .. number(-0) .. "T" .. number(4) .. "T")
  refused("{\0\0\0\0\1\0\0\0" .. number(1) .. "T") -- belongs to the list
  refused("{\0\0\0\0\1\0\0\0" .. number(4) .. "N")
  refused("{\1\0\0\0\0\0\0\0N")
end

function T.a_claimed_length_costs_nothing()
  check.truthy(select(2, sandbox.unpack("{\255\255\255\127\0\0\0\0")))
  check.truthy(select(2, sandbox.unpack("S\255\255\255\255")))
end

return T
