--- Safetensors: files of named tensors, as github.com/huggingface/safetensors describes them.
--
-- Eight bytes hold the length of a header, which is JSON and says where each tensor lies; the rest
-- is tensors without a gap. Whoever wrote it is not trusted: nothing is allocated on the word of a
-- header, every byte of the file has to belong to one tensor, and no name is there twice.

local bytes = require("hyla.bytes")
local layout = require("hyla.safetensors_header")
local little = require("hyla.little")
local names = require("hyla.names")

local M = {}

--- The same limit as that of the reference reader.
local MAX_HEADER_BYTES = 100e6

local MAX_RANK = 6

--- Element types by their names in files: what bytes.tensor calls them, and the bytes of one.
local FORMATS = {
  BOOL = { "bool", 1 },
  U8 = { "u8", 1 },
  I8 = { "i8", 1 },
  U16 = { "u16", 2 },
  I16 = { "i16", 2 },
  U32 = { "u32", 4 },
  I32 = { "i32", 4 },
  U64 = { "u64", 8 },
  I64 = { "i64", 8 },
  F16 = { "f16", 2 },
  BF16 = { "bf16", 2 },
  F32 = { "f32", 4 },
  F64 = { "f64", 8 },
}

--- Returns the bytes that the elements of an entry take, or nil when its members make no sense.
local function size_of(entry)
  local element = FORMATS[entry.dtype]
  if not element or #entry.shape > MAX_RANK or #entry.offsets ~= 2 then
    return nil
  end
  local size = element[2]
  for _, extent in ipairs(entry.shape) do
    size = size * extent
  end
  return size
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
      return nil, ("wanted a known dtype, a rank of at most %d and two offsets, got %q, rank %d "
        .. "and %d at byte %d"):format(MAX_RANK, entry.dtype, #entry.shape, #entry.offsets,
        entry.byte)
    end
    local behind = expected + length
    if entry.offsets[1] ~= expected or entry.offsets[2] ~= behind then
      return nil, ("wanted the offsets %.0f and %.0f, got %.0f and %.0f at byte %d"):format(
        expected, behind, entry.offsets[1], entry.offsets[2], entry.byte)
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
  if not text or not length or length > MAX_HEADER_BYTES then
    return nil, message or ("wanted a header of at most %d bytes, got a greater length at byte 0")
      :format(MAX_HEADER_BYTES)
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
    local tensor, why = source:tensor(offset, FORMATS[entry.dtype][1], entry.shape)
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
---@param options? { flat: boolean } With `flat` the result is a map by the names in the file.
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
  if options and options.flat then
    return leaves, header.metadata
  end
  local tree, reason = names.nest(leaves)
  return tree, tree and header.metadata or reason
end

--- Reads a file. Names like "layers.0.weight" become nested tables and lists, and types that
--- tensors lack the nearest that holds their values: 8 and 16 bit whole numbers i32, u32 and u64
--- i64, f16 and bf16 f32. No other program may write to the file meanwhile.
---
---@param path string
---@param options? { flat: boolean } With `flat` the result is a map by the names in the file.
---@return table? tree
---@return table<string, string>|string metadata_or_message
function M.read(path, options)
  local source, message = bytes.open(path)
  if not source then
    return nil, message
  end
  local tree, why = M.decode(source, options)
  source:close()
  return tree, tree and why or ("%s: %s"):format(path, why)
end

--- The names of our element types in files, and the bytes of one.
local NAMES = {
  bool = { "BOOL", 1 },
  i32 = { "I32", 4 },
  i64 = { "I64", 8 },
  f32 = { "F32", 4 },
  f64 = { "F64", 8 },
}

--- Returns the names in the order of the file: wide elements first, so that all are aligned.
local function in_order(leaves, list)
  local order = {}
  for i, name in ipairs(list) do
    order[name] = i
  end
  table.sort(list, function(a, b)
    local width_a, width_b = NAMES[leaves[a]:dtype()][2], NAMES[leaves[b]:dtype()][2]
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
    local dtype, width = unpack(NAMES[tensor:dtype()])
    local behind = offset + tensor:count() * width
    entries[i] =
      { name = name, dtype = dtype, shape = tensor:shape(), offsets = { offset, behind } }
    offset = behind
  end
  return entries
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
  local leaves, list = names.flatten(tensors)
  if not leaves then
    error(list, 2)
  end
  local header = layout.format(entries_of(leaves, in_order(leaves, list)), metadata)
  local pieces = { little.write(#header, 8), header }
  for _, name in ipairs(list) do
    pieces[#pieces + 1] = leaves[name]
  end
  return bytes.write(path, pieces)
end

return M
