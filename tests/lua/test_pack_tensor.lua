--- runtime/script/pack_tensor.h

local check = require("tests.support.check")
local sandbox = require("hyla.sandbox")
local t = require("hyla.tensor")

local T = {}

local function again(value)
  return assert(sandbox.unpack(assert(sandbox.pack(value))))
end

local function same(a, b)
  check.equal(a:dtype(), b:dtype())
  check.equal(tostring(a), tostring(b))
end

function T.every_element_type_comes_back()
  for _, dtype in ipairs({ "bool", "i32", "i64", "f32", "f64" }) do
    local x = t.tensor({ { 1, 0, 3 }, { 4, 5, 6 } }, dtype)
    same(again(x), x)
  end
end

function T.every_rank_comes_back()
  same(again(t.tensor(2.5)), t.tensor(2.5))
  same(again(t.zeros({ 0, 3 })), t.zeros({ 0, 3 }))
  same(again(t.ones({ 1, 2, 1, 2, 1, 2 })), t.ones({ 1, 2, 1, 2, 1, 2 }))
end

function T.views_are_packed_without_gaps()
  local x = t.arange(6):reshape({ 2, 3 })
  check.equal(sandbox.pack(x:transpose(1, 2)), sandbox.pack(x:transpose(1, 2):clone()))
  same(again(x:select(2, 2)), x:select(2, 2))
  same(again(t.tensor(7):expand({ 2, 2 })), t.full({ 2, 2 }, 7))
end

function T.they_lie_in_tables()
  local value = again({ inputs = { t.tensor(1), t.tensor(2) }, name = "both" })
  check.equal(value.inputs[2]:item(), 2)
  check.equal(value.name, "both")
end

function T.what_comes_back_is_its_own_and_records_nothing()
  local x = t.tensor({ 1, 2 }):requires_grad()
  local y = again(x * 2)
  y:add_(1)
  same(y, t.tensor({ 3, 5 }))
  check.equal(y:is_recorded(), false)
end

function T.large_results_that_wait_are_computed_first()
  local x = t.ones({ 300000 })
  check.equal(again((x + 1) * 2):sum():item(), 1200000)
end

function T.equal_values_have_equal_bytes_nan_included()
  local nan = t.tensor({ 0 }) / t.tensor({ 0 })
  check.equal(sandbox.pack(nan), sandbox.pack(-nan))
  local wide = nan:to("f64")
  check.equal(sandbox.pack(wide), sandbox.pack(-wide))
end

function T.a_tensor_of_a_scope_that_ended_is_named()
  local kept
  t.scope(function()
    kept = { t.tensor(1) }
  end)
  local bytes, message = sandbox.pack({ x = kept[1] })
  check.equal(bytes, nil)
  check.contains(message, "value.x is a tensor used after its scope ended")
end

function T.other_userdata_is_still_refused()
  local bytes, message = sandbox.pack(newproxy())
  check.equal(bytes, nil)
  check.contains(message, "value is a userdata, wanted plain data")
end

function T.cut_or_longer_bytes_are_refused()
  local bytes = sandbox.pack(t.arange(5))
  for size = 0, #bytes - 1 do
    check.equal(sandbox.unpack(bytes:sub(1, size)), nil)
  end
  check.equal(sandbox.unpack(bytes .. "\0"), nil)
end

-- tag, element type, rank, then extents of 64 bits, and elements
local HEADS = {
  ["[\5\0aaaaaaaa"] = "no element type or rank",
  ["[\255\0aaaaaaaa"] = "no element type or rank",
  ["[\3\7" .. ("\1\0\0\0\0\0\0\0"):rep(7) .. "aaaa"] = "no element type or rank",
  ["[\3\1\255\255\255\255\255\255\255\255aaaa"] = "more elements than fit",
  ["[\3\2" .. ("\0\0\0\0\1\0\0\0"):rep(2) .. "aaaa"] = "more elements than fit",
  ["[\3\1\255\255\255\0\0\0\0\0aaaa"] = "cut short",
  ["[\0\0\2"] = "an element that packing does not write",
  ["[\3\0\1\0\128\127"] = "an element that packing does not write",
  ["=\3\0\0\0\0\0\0\0\0\0"] = "outside of the shared memory",
  ["=\3\0\255\255\255\255\255\255\255\255"] = "outside of the shared memory",
}

function T.forged_heads_are_refused()
  for bytes, reason in pairs(HEADS) do
    local value, message = sandbox.unpack(bytes)
    check.equal(value, nil)
    check.contains(message, reason)
  end
end

return T
