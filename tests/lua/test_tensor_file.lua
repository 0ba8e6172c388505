--- lua/hyla/tensor_file.lua

local check = require("tests.support.check")
local files = require("hyla.files")
local npy = require("hyla.npy")
local safetensors = require("hyla.safetensors")
local scratch = require("tests.support.scratch")
local t = require("hyla.tensor")
local tensor_file = require("hyla.tensor_file")

local T = {}

function T.elements_have_the_size_of_their_type()
  check.equal(tensor_file.size("bf16", { 2, 3 }), 12)
  check.equal(tensor_file.size("f64", {}), 8)
  check.equal(tensor_file.size("u8", { 4, 0 }), 0)
end

function T.a_failure_is_one_line_with_the_byte()
  local value, message = tensor_file.wanted("a header", 2 ^ 40, 8)
  check.equal(value, nil)
  check.equal(message, "wanted a header, got 1099511627776 at byte 8")
end

function T.names_become_a_tree_unless_asked_not_to()
  local leaves = { ["a.0"] = t.ones({ 1 }) }
  check.equal(tensor_file.tree(leaves).a[1], leaves["a.0"])
  check.equal(tensor_file.tree(leaves, { flat = true }), leaves)
end

T.messages_of_a_reader_begin_with_the_path = scratch.test(function(folder)
  local path = folder .. "/f"
  assert(files.write(path, "x"))
  local value, message = tensor_file.read(path, function(source)
    return tensor_file.wanted("nothing", source:size(), 0)
  end)
  check.equal(value, nil)
  check.equal(message, path .. ": wanted nothing, got 1 at byte 0")
end)

T.a_value_comes_with_what_else_was_read = scratch.test(function(folder)
  assert(files.write(folder .. "/f", "x"))
  local value, more = tensor_file.read(folder .. "/f", function(source, options)
    return source:text(0, 1), options
  end, { flat = true })
  check.equal(value, "x")
  check.equal(more.flat, true)
end)

T.what_is_no_tensor_is_the_mistake_of_who_writes_it = scratch.test(function(folder)
  for _, write in ipairs({ npy.write, safetensors.write }) do
    local ok, message = pcall(function()
      return (write(folder .. "/f", { a = 1 }))
    end)
    check.equal(ok, false)
    check.contains(message, "test_tensor_file.lua:53: write: wanted tensors in tables, got a")
  end
end)

--- Calls and what is said about them.
local MISTAKES = {
  { "npy.read()", "read: wanted a string as path, got nil" },
  { "npy.read('f', true)", "read: wanted a table as options, got boolean" },
  { "npy.write(nil, x)", "write: wanted a string as path, got nil" },
  { "npy.write('f', 3)", "write: wanted a tensor or a table of them as value, got 3" },
  { "safetensors.read(3)", "read: wanted a string as path, got 3" },
  {
    "safetensors.read('f', { flt = true })",
    "read: knows flat, got the option flt; did you mean flat?",
  },
  { "safetensors.write({ a = x })", "write: wanted a string as path, got table" },
  { "safetensors.write('f', x)", "write: wanted a table of tensors as tensors, got a tensor" },
  { "safetensors.write('f', { x }, 1)", "write: wanted a table of strings as metadata, got 1" },
  {
    "safetensors.write('f', { x }, { a = 1 })",
    "write: wanted strings by name as metadata, got 1",
  },
}

function T.a_mistake_is_one_line_with_its_place()
  for _, mistake in ipairs(MISTAKES) do
    local source = ("local npy, safetensors, x = ...\nlocal _ = %s"):format(mistake[1])
    local run = assert(loadstring(source, "=script"))
    local ok, message = pcall(run, npy, safetensors, t.ones(2))
    check.equal(ok, false)
    check.equal(message, "script:2: " .. mistake[2])
  end
end

return T
