--- Safetensors: files of named tensors, as github.com/huggingface/safetensors describes them.
--
-- Eight bytes hold the length of a header, which is JSON and says where each tensor lies; the rest
-- is tensors without a gap. Whoever wrote it is not trusted: nothing is allocated on the word of a
-- header, every byte of the file has to belong to one tensor, and no name is there twice.

local bytes = require("hyla.bytes")
local layout = require("hyla.safetensors_header")
local little = require("hyla.little")
local mistake = require("hyla.mistake")
local tensor_file = require("hyla.tensor_file")

local wanted = tensor_file.wanted

local M = {}

--- The same limit as that of the reference reader.
local MAX_HEADER_BYTES = 100e6

--- Element types by their names in files: what bytes.tensor calls them.
local FORMATS = {
  BOOL = "bool",
  U8 = "u8",
  I8 = "i8",
  U16 = "u16",
  I16 = "i16",
  U32 = "u32",
  I32 = "i32",
  U64 = "u64",
  I64 = "i64",
  F16 = "f16",
  BF16 = "bf16",
  F32 = "f32",
  F64 = "f64",
}

--- Returns the bytes that the elements of an entry take, or nil when its members make no sense.
local function size_of(entry)
  local format = FORMATS[entry.dtype]
  if not format or #entry.shape > tensor_file.MAX_RANK or #entry.offsets ~= 2 then
    return nil
  end
  return tensor_file.size(format, entry.shape)
end

--- Checks that tensors lie one behind the other in `size` bytes.
local function check_layout(entries, size)
  table.sort(entries, function(a, b)
    if a.offsets[1] ~= b.offsets[1] then
      return (a.offsets[1] or -1) < (b.offsets[1] or -1)
    end
    return (a.offsets[2] or -1) < (b.offsets[2] or -1)
  end)
  local expected = 0
  for _, entry in ipairs(entries) do
    local length = size_of(entry)
    if not length then
      return wanted(
        ("a known dtype, a rank of at most %d and two offsets"):format(tensor_file.MAX_RANK),
        ("%q, rank %d and %d"):format(entry.dtype, #entry.shape, #entry.offsets),
        entry.byte
      )
    end
    local behind = expected + length
    if entry.offsets[1] ~= expected or entry.offsets[2] ~= behind then
      return wanted(
        ("the offsets %.0f and %.0f"):format(expected, behind),
        ("%.0f and %.0f"):format(unpack(entry.offsets)),
        entry.byte
      )
    end
    expected = behind
  end
  if expected ~= size then
    return nil, ("wanted tensors of %.0f bytes, got %.0f for them"):format(size, expected)
  end
  return true
end

local function read_header(source)
  local text, message = source:text(0, 8)
  local length = text and little.read(text, 1, 8)
  if not text then
    return nil, message
  elseif not length or length > MAX_HEADER_BYTES then
    return wanted(("a header of at most %d bytes"):format(MAX_HEADER_BYTES), "a greater length", 0)
  end
  text, message = source:text(8, length)
  if not text then
    return nil, message
  end
  local header, why = layout.parse(text)
  if not header then
    return nil, why
  end
  header.data_offset = 8 + length
  return header
end

--- Returns the tensors of a header by name.
local function read_tensors(source, header)
  local ok, message = check_layout(header.entries, source:size() - header.data_offset)
  if not ok then
    return nil, message
  end
  local leaves = {}
  for _, entry in ipairs(header.entries) do
    local offset = header.data_offset + entry.offsets[1]
    local tensor, why = source:tensor(offset, FORMATS[entry.dtype], entry.shape)
    if not tensor then
      return nil, why
    end
    leaves[entry.name] = tensor
  end
  return leaves
end

--- Returns the tensors in some bytes, which may come from anybody.
---
---@param source hyla.Bytes
---@param options? TensorFileOptions
---@return table? tree
---@return table<string, string>|string metadata_or_message
function M.decode(source, options)
  local header, message = read_header(source)
  if not header then
    return nil, message
  end
  local leaves, why = read_tensors(source, header)
  if not leaves then
    return nil, why
  end
  local tree, reason = tensor_file.tree(leaves, options)
  return tree, tree and header.metadata or reason
end

--- Reads a file. Names like "layers.0.weight" become nested tables and lists, and types that
--- tensors lack the nearest that holds their values: 8 and 16 bit whole numbers i32, u32 and u64
--- i64, f16 and bf16 f32. No other program may write to the file meanwhile.
---
---@param path string
---@param options? TensorFileOptions
---@return table? tree
---@return table<string, string>|string metadata_or_message
function M.read(path, options)
  return tensor_file.read(path, M.decode, options)
end

--- Returns the names in the order of the file: wide elements first, so that all are aligned.
local function in_order(leaves, list)
  local order = {}
  for i, name in ipairs(list) do
    order[name] = i
  end
  table.sort(list, function(a, b)
    local width_a = tensor_file.width(leaves[a]:dtype())
    local width_b = tensor_file.width(leaves[b]:dtype())
    if width_a ~= width_b then
      return width_a > width_b
    end
    return order[a] < order[b]
  end)
  return list
end

--- Returns the entries of tensors that lie one behind the other.
local function entries_of(leaves, list)
  local entries, offset = {}, 0
  for i, name in ipairs(list) do
    local tensor = leaves[name]
    local dtype, shape = tensor:dtype(), tensor:shape()
    local behind = offset + tensor_file.size(dtype, shape)
    entries[i] =
      { name = name, dtype = dtype:upper(), shape = shape, offsets = { offset, behind } }
    offset = behind
  end
  return entries
end

local function check_metadata(metadata)
  local is_map = metadata == nil or type(metadata) == "table"
  mistake.unless(is_map, "write", "a table of strings", "metadata", metadata)
  for name, text in pairs(metadata or {}) do
    local is_text = type(name) == "string" and type(text) == "string"
    mistake.unless(is_text, "write", "strings by name", "metadata", text)
  end
end

--- Writes a file: aside and then renamed, so that the path never holds half of it. Nested tables
--- become names like "layers.0.weight".
---
---@param path string
---@param tensors table
---@param metadata? table<string, string>
---@return true? done
---@return string? message
function M.write(path, tensors, metadata)
  tensor_file.check_path("write", path)
  mistake.unless(type(tensors) == "table", "write", "a table of tensors", "tensors", tensors)
  check_metadata(metadata)
  local leaves, list = tensor_file.leaves(tensors)
  local header = layout.format(entries_of(leaves, in_order(leaves, list)), metadata)
  local pieces = { little.write(#header, 8), header }
  for _, name in ipairs(list) do
    pieces[#pieces + 1] = leaves[name]
  end
  return bytes.write(path, pieces)
end

return M
