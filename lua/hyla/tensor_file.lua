--- Files of tensors: what the readers and writers of every format share.
--
-- Element types go by the names that bytes.tensor gives them: "bf16", "u8".

local bytes = require("hyla.bytes")
local mistake = require("hyla.mistake")
local names = require("hyla.names")

local M = {}

--- The greatest rank of a tensor.
M.MAX_RANK = 6

local WIDTHS = {
  bool = 1,
  u8 = 1,
  i8 = 1,
  u16 = 2,
  i16 = 2,
  u32 = 4,
  i32 = 4,
  u64 = 8,
  i64 = 8,
  f16 = 2,
  bf16 = 2,
  f32 = 4,
  f64 = 8,
}

--- Returns the bytes of one element.
---
---@param format string
---@return integer
function M.width(format)
  return WIDTHS[format]
end

--- Returns the bytes of all elements; a number beyond 2^53 is near, and larger than any file.
---
---@param format string
---@param shape integer[]
---@return number
function M.size(format, shape)
  local size = WIDTHS[format]
  for _, extent in ipairs(shape) do
    size = size * extent
  end
  return size
end

--- Returns what a reader fails with: nil and one line.
---
---@param what string What was wanted.
---@param got string|number
---@param offset integer Bytes before the place.
---@return nil
---@return string message
function M.wanted(what, got, offset)
  local text = type(got) == "number" and ("%.0f"):format(got) or got
  return nil, ("wanted %s, got %s at byte %.0f"):format(what, text, offset)
end

---@class TensorFileOptions
---@field flat? boolean  The result is a map by the names in the file.

local OPTIONS = { flat = true }

--- Returns the tensors of a file as nested tables and lists, or as they are if `flat` is asked for.
---
---@param leaves table<string, Tensor>
---@param options? TensorFileOptions
---@return table? tree
---@return string? message
function M.tree(leaves, options)
  if options and options.flat then
    return leaves
  end
  return names.nest(leaves)
end

--- Returns the tensors of nested tables by name, and the names in order, for a function that writes
--- them; anything else is its caller's mistake.
---
---@param tree table
---@return table<string, Tensor> leaves
---@return string[] list
function M.leaves(tree)
  local leaves, list = names.flatten(tree)
  if not leaves then
    mistake.raise("write", list)
  end
  return leaves, list
end

--- Refuses what is no path.
---
---@param call string  The name of the function that wants one.
---@param path any
function M.check_path(call, path)
  mistake.unless(type(path) == "string", call, "a string", "path", path)
end

--- Reads a file; messages begin with its path.
---
---@generic T
---@param path string
---@param decode fun(source: hyla.Bytes, options?: table): T?, any
---@param options? table
---@return T? value
---@return any more What `decode` returns beside the value, or the message.
function M.read(path, decode, options)
  M.check_path("read", path)
  mistake.options("read", options, OPTIONS)
  local source, message = bytes.open(path)
  if not source then
    return nil, message
  end
  local value, more = decode(source, options)
  source:close()
  if value == nil then
    return nil, ("%s: %s"):format(path, more)
  end
  return value, more
end

return M
