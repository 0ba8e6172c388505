--- lua/hyla/safetensors.lua

local bytes = require("hyla.bytes")
local check = require("tests.support.check")
local little = require("hyla.little")
local safetensors = require("hyla.safetensors")
local scratch = require("tests.support.scratch")
local t = require("hyla.tensor")

local T = {}

--- Files that the safetensors package wrote, version 0.8.0.
local GOLDEN = "tests/lua/golden/"

--- Decodes a header with a body, and checks the message it is refused with.
local function refused(text, header, body)
  local source = bytes.of(little.write(#header, 8) .. header .. (body or ""))
  local tree, message = safetensors.decode(source)
  check.equal(tree, nil)
  check.contains(message, text)
end

local function entry(dtype, shape, first, last)
  return ('{"dtype":"%s","shape":[%s],"data_offsets":[%d,%d]}'):format(dtype, shape, first, last)
end

local function values(tensor)
  return table.concat(tensor:to("f64"):reshape(-1):tolist(), " ")
end

function T.every_element_type_is_read()
  local tree, metadata = safetensors.read(GOLDEN .. "types.safetensors")
  check.equal(metadata.format, "pt")
  check.equal(values(tree.bool), "1 0 1")
  check.equal(values(tree.u8), "0 1 255")
  check.equal(values(tree.i8), "-128 0 127")
  check.equal(values(tree.u16), "0 1 65535")
  check.equal(values(tree.i16), "-32768 0 32767")
  check.equal(values(tree.u32), "0 1 4294967295")
  check.equal(values(tree.i32), "-2147483648 0 2147483647")
  check.equal(tree.u64:to("f64"):item(3), 2 ^ 53)
  check.equal(tree.i64:to("f64"):item(1), -2 ^ 53)
  check.equal(tree.f16:item(2), -2 ^ -24)
  check.equal(tree.bf16:item(2), -2 ^ -100)
  check.equal(tree.f32:item(2), -2 ^ -149)
  check.equal(tree.f64:item(2), -2 ^ -1074)
end

function T.types_that_tensors_lack_become_the_nearest()
  local tree = safetensors.read(GOLDEN .. "types.safetensors")
  local nearest = { u8 = "i32", i8 = "i32", u16 = "i32", i16 = "i32", u32 = "i64", u64 = "i64",
    f16 = "f32", bf16 = "f32" }
  for name, tensor in pairs(tree) do
    check.equal(tensor:dtype(), nearest[name] or name)
  end
end

T.every_type_of_ours_comes_back = scratch.test(function(folder)
  for _, dtype in ipairs({ "bool", "i32", "i64", "f32", "f64" }) do
    local x = t.tensor({ 1, 0, 1 }, dtype)
    assert(safetensors.write(folder .. "/f", { x = x }))
    local y = safetensors.read(folder .. "/f").x
    check.equal(y:dtype(), dtype)
    check.equal(tostring(y), tostring(x))
  end
end)

function T.names_become_a_tree_unless_asked_not_to()
  local tree = safetensors.read(GOLDEN .. "tree.safetensors")
  check.equal(values(tree.layers[1].weight), "0 1 2 3 4 5")
  check.equal(values(tree.layers[2].weight), "1")
  check.equal(tree.bias:item(), 7)
  local leaves = safetensors.read(GOLDEN .. "tree.safetensors", { flat = true })
  check.equal(leaves["layers.0.weight"]:item(2, 3), 5)
end

T.what_is_written_is_read = scratch.test(function(folder)
  local path = folder .. "/f"
  local tree = {
    layers = { { w = t.arange(6):reshape(2, 3):transpose() }, { w = t.ones({ 0, 3 }) } },
    ['é"\\/\n'] = t.tensor(0.1, "f64"),
  }
  assert(safetensors.write(path, tree, { note = "ü\"", empty = "" }))
  local again, metadata = safetensors.read(path)
  check.equal(tostring(again.layers[1].w), tostring(tree.layers[1].w))
  check.equal(table.concat(again.layers[2].w:shape(), " "), "0 3")
  check.equal(again['é"\\/\n']:item(), 0.1)
  check.equal(metadata.note, "ü\"")
  check.equal(metadata.empty, "")
end)

T.equal_trees_make_equal_files = scratch.test(function(folder)
  local function written(tree)
    assert(safetensors.write(folder .. "/f", tree, { a = "1", b = "2" }))
    return require("hyla.files").read(folder .. "/f")
  end
  local x, y = t.ones({ 3 }), t.ones({ 2 }, "f64")
  check.equal(written({ a = x, b = y, c = x }), written({ c = x, b = y, a = x }))
end)

T.an_empty_file_of_tensors_is_a_file = scratch.test(function(folder)
  assert(safetensors.write(folder .. "/f", {}))
  local tree = safetensors.read(folder .. "/f")
  check.equal(next(tree), nil)
end)

function T.what_cannot_be_written_is_an_error()
  check.equal(pcall(safetensors.write, "/dev/null/f", { a = 1 }), false)
  local ok, message = pcall(safetensors.write, "/dev/null/f", { ["\255"] = t.ones({ 1 }) })
  check.equal(ok, false)
  check.contains(message, "in UTF-8")
end

function T.messages_name_the_file_and_the_byte()
  local tree, message = safetensors.read("tests/lua/test_safetensors.lua")
  check.equal(tree, nil)
  check.contains(message, "tests/lua/test_safetensors.lua: wanted a header of at most 1")
end

function T.every_file_that_is_cut_off_is_refused()
  local text = require("hyla.files").read(GOLDEN .. "tree.safetensors")
  for length = 0, #text - 1 do
    local tree, message = safetensors.decode(bytes.of(text:sub(1, length)))
    check.equal(tree, nil)
    check.contains(message, "wanted")
  end
end

function T.headers_that_are_no_header_are_refused()
  refused('wanted an object, got the end at byte 8', "")
  refused('wanted an object, got "[]" at byte 8', "[]")
  refused('wanted a name, got "a:1}" at byte 9', "{a:1}")
  refused("wanted the end of the header", "{}x")
  refused("wanted a comma or the end of the object", '{"a":' .. entry("U8", "1", 0, 1), "x")
  refused("wanted UTF-8", '{"\255":' .. entry("U8", "1", 0, 1) .. "}", "x")
  refused("wanted a name", '{"\\ud800":' .. entry("U8", "1", 0, 1) .. "}", "x")
  refused("wanted an object", ("["):rep(100000))
  local _, message = safetensors.decode(bytes.of("\0\0\0\0\0\1\0\0{}"))
  check.contains(message, "wanted a header of at most 100000000 bytes")
  _, message = safetensors.decode(bytes.of("\0\0\0\1\0\0\0\0{}"))
  check.contains(message, "wanted 16777216 bytes, got 2 at byte 8")
end

function T.entries_that_are_no_entry_are_refused()
  local wanted = "wanted a dtype, a shape and data_offsets"
  refused(wanted, '{"a":1}')
  refused(wanted, '{"a":{"dtype":"U8","dtype":"U8","shape":[1]}}')
  refused(wanted, '{"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1],"more":1}}')
  refused(wanted, '{"a":' .. entry("U8", "-1", 0, 1) .. "}")
  refused(wanted, '{"a":' .. entry("U8", "1.5", 0, 1) .. "}")
  refused(wanted, '{"a":' .. entry("U8", "1e3", 0, 1) .. "}")
  refused(wanted, '{"a":' .. entry("U8", "01", 0, 1) .. "}")
  refused(wanted, '{"a":' .. entry("U8", ("9"):rep(16), 0, 1) .. "}")
  refused(wanted, '{"a":' .. entry("U8", ("1,"):rep(100) .. "1", 0, 1) .. "}")
  refused("wanted a known dtype", '{"a":' .. entry("F8_E4M3", "1", 0, 1) .. "}", "x")
  refused("rank 7", '{"a":' .. entry("U8", "1,1,1,1,1,1,1", 0, 1) .. "}", "x")
  refused("wanted a string", '{"__metadata__":{"a":1}}')
end

function T.names_that_are_there_twice_are_refused()
  local one = entry("U8", "0", 0, 0)
  refused("wanted every name once", ('{"a":%s,"a":%s}'):format(one, one))
  refused("wanted every name once", ('{"a":%s,"\\u0061":%s}'):format(one, one))
  refused("wanted every name once", '{"__metadata__":{},"__metadata__":{}}')
  refused("wanted every name once", '{"__metadata__":{"a":"","a":""}}')
  refused("beside or below another", ('{"a":%s,"a.b":%s}'):format(one, one))
end

function T.tensors_must_fill_the_file_without_gap_or_overlap()
  local function two(first, second, body)
    refused("wanted", ('{"a":%s,"b":%s}'):format(first, second), body)
  end
  two(entry("U8", "2", 0, 2), entry("U8", "2", 1, 3), "abc")
  two(entry("U8", "1", 0, 1), entry("U8", "1", 2, 3), "abc")
  two(entry("U8", "1", 0, 1), entry("U8", "1", 0, 1), "a")
  two(entry("U8", "1", 0, 1), entry("U8", "1", 1, 2), "abc")
  two(entry("U8", "1", 0, 1), entry("F32", "1", 1, 4), "abcd")
  refused("wanted the offsets 0 and", ('{"a":%s}'):format(
    entry("F64", "99999999999999,999999999999999", 0, 8)), "abcdefgh")
  refused("wanted the offsets 0 and 1, got 1 and 0", '{"a":' .. entry("U8", "1", 1, 0) .. "}")
end

return T
