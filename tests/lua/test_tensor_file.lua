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
  end, 7)
  check.equal(value, "x")
  check.equal(more, 7)
end)

T.what_is_no_tensor_is_the_mistake_of_who_writes_it = scratch.test(function(folder)
  for _, write in ipairs({ npy.write, safetensors.write }) do
    local ok, message = pcall(function()
      return (write(folder .. "/f", { a = 1 }))
    end)
    check.equal(ok, false)
    check.contains(message, "test_tensor_file.lua:53: wanted tensors in tables, got a number")
  end
end)

return T
