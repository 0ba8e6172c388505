---@meta hyla.bytes

--- Bytes: what lies in files and strings, and tensors made of it.
---
--- Candidates never get this module.
---
--- Offsets count the bytes before. A file is read in parts, where and when they are asked for, and
--- never mapped: one that another program cuts off meanwhile is an error like any other.
local M = {}

---@class hyla.Bytes
local Bytes = {}

---@alias Piece string | Tensor  A tensor stands for its elements as they lie in memory, row-major.

--- Opens a regular file.
---@param path string
---@return hyla.Bytes? bytes
---@return string? message
function M.open(path) end

---@param text string
---@return hyla.Bytes
function M.of(text) end

--- Writes a file from pieces: aside, flushed to the disk, and then renamed, so that the path never
--- holds half of it.
---@param path string
---@param pieces Piece[]
---@return true? done
---@return string? message
function M.write(path, pieces) end

--- Returns the CRC-32 of a piece, or of all that a checksum was made of and the piece.
---@param piece Piece
---@param before? integer
---@return integer
function M.checksum(piece, before) end

--- Closes the file; from then on the size is 0. What is forgotten is closed with the garbage.
function Bytes:close() end

---@return integer
function Bytes:size() end

---@param offset integer
---@param size integer
---@return string? text
---@return string? message
function Bytes:text(offset, size) end

--- Reads a tensor, row-major. Types that tensors lack become the nearest that holds their values.
---@param offset integer
---@param format "bool"|"u8"|"i8"|"u16"|"i16"|"u32"|"i32"|"u64"|"i64"|"f16"|"bf16"|"f32"|"f64"
---@param shape integer[] At most 6 extents.
---@param is_big_endian? boolean
---@return Tensor? tensor
---@return string? message
function Bytes:tensor(offset, format, shape, is_big_endian) end

--- Inflates a part that was deflated (RFC 1951) to exactly the size that is promised.
---@param offset integer
---@param size integer
---@param inflated_size integer
---@return hyla.Bytes? bytes
---@return string? message
function Bytes:inflate(offset, size, inflated_size) end

--- Returns the CRC-32 of a part.
---@param offset integer
---@param size integer
---@return integer? checksum
---@return string? message
function Bytes:checksum(offset, size) end

return M
