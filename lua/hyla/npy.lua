--- NumPy's files: npy, which holds one array, and npz, a zip archive of them.
--
-- The header of an npy file is the text of a Python dictionary; a grammar reads it, and nothing is
-- ever run. Whoever wrote a file is not trusted: nothing is allocated on the word of a header.

local bytes = require("hyla.bytes")
local little = require("hyla.little")
local lpeg = require("lpeg")
local mistake = require("hyla.mistake")
local t = require("hyla.tensor")
local tensor_file = require("hyla.tensor_file")
local zip = require("hyla.zip")

local C, Cc, Cg, Ct, P, R, S = lpeg.C, lpeg.Cc, lpeg.Cg, lpeg.Ct, lpeg.P, lpeg.R, lpeg.S

local wanted = tensor_file.wanted

local M = {}

local MAGIC = "\147NUMPY"

--- NumPy itself refuses longer headers.
local MAX_HEADER_BYTES = 65535

--- Element types by the kind and the width in their names: what bytes.tensor calls them.
local FORMATS = {
  b1 = "bool",
  u1 = "u8",
  i1 = "i8",
  u2 = "u16",
  i2 = "i16",
  u4 = "u32",
  i4 = "i32",
  u8 = "u64",
  i8 = "i64",
  f2 = "f16",
  f4 = "f32",
  f8 = "f64",
}

--- The names of our element types in files.
local NAMES = { bool = "|b1", i32 = "<i4", i64 = "<i8", f32 = "<f4", f64 = "<f8" }

local SPACE = S(" \t\n") ^ 0

local function word(text)
  return P(text) * SPACE
end

local function key(name)
  return (word("'" .. name .. "'") + word('"' .. name .. '"')) * word(":")
end

--- At most 15 digits: more is more than a file can hold. Python 2 wrote an L behind them.
local NUMBER = R("09") * R("09") ^ -14 / tonumber * P("L") ^ -1 * -R("09") * SPACE
local SHAPE = Ct(word("(") * (NUMBER * (word(",") * NUMBER) ^ 0 * word(",") ^ -1) ^ -1 * word(")"))
local FLAG = (P("True") * Cc(true) + P("False") * Cc(false)) * SPACE
local TEXT = P("'") * C(R("!&", "(~") ^ 0) * word("'") + P('"') * C(R("!!", "#~") ^ 0) * word('"')
local MEMBER = key("descr") * Cg(TEXT, "descr")
  + key("fortran_order") * Cg(FLAG, "is_fortran")
  + key("shape") * Cg(SHAPE, "shape")
local HEADER = Ct(word("{") * MEMBER * (word(",") * MEMBER) ^ -2 * word(",") ^ -1 * word("}")) * -1

--- Returns where the text of the header lies: its offset and length.
local function find_text(source, offset)
  local start, message = source:text(offset, 8)
  if not start then
    return nil, message
  elseif start:sub(1, 6) ~= MAGIC then
    return wanted("an npy file", "something else", offset)
  end
  local version = start:byte(7)
  if version < 1 or version > 3 then
    return wanted("version 1, 2 or 3", version, offset + 6)
  end
  local width = version == 1 and 2 or 4
  local length, why = source:text(offset + 8, width)
  if not length then
    return nil, why
  end
  return offset + 8 + width, little.read(length, 1, width)
end

--- Returns what the header says, and the offset of the elements.
local function read_header(source, offset, size)
  local text_offset, length = find_text(source, offset)
  if not text_offset then
    return nil, length
  end
  local room = math.min(MAX_HEADER_BYTES, offset + size - text_offset)
  if length > room then
    return wanted(("a header of at most %d bytes"):format(math.max(room, 0)), length, offset + 8)
  end
  local text, message = source:text(text_offset, length)
  if not text then
    return nil, message
  end
  local header = HEADER:match(text)
  if not header or not header.descr or header.is_fortran == nil or not header.shape then
    return wanted("descr, fortran_order and shape", ("%q"):format(text:sub(1, 40)), text_offset)
  end
  return header, text_offset + length
end

--- Returns the name of the element type, and whether it is big-endian.
local function format_of(header, offset)
  local order, name = header.descr:match("^([<>|=]?)(.*)$")
  local format, rank = FORMATS[name], #header.shape
  if not format then
    return wanted("numbers of up to 8 bytes", ("elements %q"):format(header.descr), offset)
  elseif rank > tensor_file.MAX_RANK then
    return wanted(("a rank of at most %d"):format(tensor_file.MAX_RANK), rank, offset)
  end
  return format, order == ">"
end

local function reversed(list)
  local result = {}
  for i = #list, 1, -1 do
    result[#result + 1] = list[i]
  end
  return result
end

--- Reads the elements, which fill `size` bytes.
local function read_elements(source, header, offset, size)
  local format, is_big_endian = format_of(header, offset)
  if not format then
    return nil, is_big_endian
  end
  local expected = tensor_file.size(format, header.shape)
  if expected ~= size then
    return wanted(("elements of %.0f bytes"):format(expected), size, offset)
  elseif not header.is_fortran or #header.shape < 2 then
    return source:tensor(offset, format, header.shape, is_big_endian)
  end
  -- the first axis varies fastest: the transposed array in our order
  local tensor, message = source:tensor(offset, format, reversed(header.shape), is_big_endian)
  local axes = {}
  for axis = 1, #header.shape do
    axes[axis] = #header.shape - axis + 1
  end
  return tensor and tensor:permute(axes), message
end

--- Reads the npy file that fills `size` bytes from `offset` on.
local function read_array(source, offset, size)
  local header, start = read_header(source, offset, size)
  if not header then
    return nil, start
  end
  return read_elements(source, header, start, offset + size - start)
end

local function read_archive(source, options)
  local members, message = zip.members(source)
  if not members then
    return nil, message
  end
  local leaves = {}
  for _, member in ipairs(members) do
    local name = member.name:match("^(.*)%.npy$")
    if not name then
      return wanted("members named NAME.npy", ("%q"):format(member.name), member.start)
    end
    local content, offset = zip.unpack(source, member)
    if not content then
      return nil, offset
    end
    local tensor, why = read_array(content, offset, member.size)
    zip.release(source, content)
    if not tensor then
      return nil, ("in %q: %s"):format(member.name, why)
    end
    leaves[name] = tensor
  end
  return tensor_file.tree(leaves, options)
end

--- Returns the tensor of an npy file, or the tensors of an npz file, in some bytes, which may come
--- from anybody.
---
---@param source hyla.Bytes
---@param options? TensorFileOptions
---@return Tensor|table|nil value
---@return string? message
function M.decode(source, options)
  if source:text(0, 2) == "PK" then
    return read_archive(source, options)
  end
  return read_array(source, 0, source:size())
end

--- Reads an npy file, which holds one tensor, or an npz file, whose names become nested tables and
--- lists as in safetensors. Types that tensors lack become the nearest that holds their values: 8
--- and 16 bit whole numbers i32, u32 and u64 i64, f16 f32. No other program may write to the file
--- meanwhile.
---
---@param path string
---@param options? TensorFileOptions
---@return Tensor|table|nil value
---@return string? message
function M.read(path, options)
  return tensor_file.read(path, M.decode, options)
end

--- Returns the header of an npy file; the elements behind it are aligned to 64 bytes.
local function header_of(tensor)
  local shape = table.concat(tensor:shape(), ", ")
  local text = ("{'descr': '%s', 'fortran_order': False, 'shape': (%s%s), }"):format(
    NAMES[tensor:dtype()], shape, tensor:rank() == 1 and "," or "")
  text = text .. (" "):rep(-(10 + #text + 1) % 64) .. "\n"
  return MAGIC .. "\1\0" .. little.write(#text, 2) .. text
end

local function archive_of(leaves, list)
  local members = {}
  for i, name in ipairs(list) do
    local tensor = leaves[name]
    local header = header_of(tensor)
    members[i] = {
      name = name .. ".npy",
      size = #header + tensor_file.size(tensor:dtype(), tensor:shape()),
      pieces = { header, tensor },
    }
  end
  return zip.pack(members)
end

--- Writes a tensor as an npy file, or nested tables of tensors as an npz file: aside and then
--- renamed, so that the path never holds half of it.
---
---@param path string
---@param value Tensor|table
---@return true? done
---@return string? message
function M.write(path, value)
  tensor_file.check_path("write", path)
  if type(value) ~= "table" then
    mistake.unless(t.is_tensor(value), "write", "a tensor or a table of them", "value", value)
    return bytes.write(path, { header_of(value), value })
  end
  local pieces, message = archive_of(tensor_file.leaves(value))
  if not pieces then
    return nil, ("%s: %s"):format(path, message)
  end
  return bytes.write(path, pieces)
end

return M
