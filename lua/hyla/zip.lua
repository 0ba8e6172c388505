--- Zip archives: where their members lie, and how one is written (APPNOTE.TXT of PKWARE, 6.3).
--
-- A member's name is a name and never a path: nothing here opens a file. What an archive says of
-- its members is checked before anything of that size is made: they lie inside, do not overlap,
-- inflate to exactly the size they promise, and have the checksum they promise.

local bytes = require("hyla.bytes")
local little = require("hyla.little")
local tensor_file = require("hyla.tensor_file")

local M = {}

local END_SIGNATURE, LOCATOR_SIGNATURE, END_64_SIGNATURE = "PK\5\6", "PK\6\7", "PK\6\6"
local CENTRAL_SIGNATURE, LOCAL_SIGNATURE = "PK\1\2", "PK\3\4"
local END_BYTES, LOCATOR_BYTES, END_64_BYTES = 22, 20, 56
local CENTRAL_BYTES, LOCAL_BYTES = 46, 30
local COMMENT_BYTES = 65535
local ZIP_64_FIELD = 1
local STORED, DEFLATED = 0, 8

--- What stands in a field of four bytes whose value is in the extra field for large files.
local ELSEWHERE = 2 ^ 32 - 1

--- Members inflate to at most this many bytes in all.
local MAX_INFLATED_BYTES = 2 ^ 34

---@class ZipMember
---@field name string
---@field method integer
---@field checksum integer
---@field packed integer Bytes in the archive.
---@field size integer   Bytes when unpacked.
---@field offset integer Of its local header, later of its data.

local wanted = tensor_file.wanted

--- Reads the record of the end that large archives have besides the other.
local function read_end_64(source, offset)
  local locator = offset >= LOCATOR_BYTES and source:text(offset - LOCATOR_BYTES, LOCATOR_BYTES)
  if not locator or locator:sub(1, 4) ~= LOCATOR_SIGNATURE then
    return wanted("the end of a large archive", "none", offset)
  end
  local at = little.read(locator, 9, 8)
  local text = at and source:text(at, END_64_BYTES)
  if not text or text:sub(1, 4) ~= END_64_SIGNATURE then
    return wanted("the end of a large archive", "none", at or offset)
  end
  local size, start = little.read(text, 41, 8), little.read(text, 49, 8)
  if not size or not start then
    return wanted("a size below 2^53", "a greater one", at + 40)
  end
  return { offset = start, size = size }
end

--- Returns where the list of members lies.
local function find_directory(source)
  local length = math.min(source:size(), END_BYTES + COMMENT_BYTES)
  local tail, message = source:text(source:size() - length, length)
  if not tail then
    return nil, message
  end
  for position = #tail - END_BYTES + 1, 1, -1 do
    if tail:sub(position, position + 3) == END_SIGNATURE then
      local size, offset = little.read(tail, position + 12, 4), little.read(tail, position + 16, 4)
      if size == ELSEWHERE or offset == ELSEWHERE then
        return read_end_64(source, source:size() - length + position - 1)
      end
      return { offset = offset, size = size }
    end
  end
  return wanted("the end of a zip archive", "none", source:size())
end

--- Takes those of the three sizes from the extra field that did not fit in four bytes.
local function read_extra(member, extra, offset)
  local position = 1
  while position + 3 <= #extra do
    local field, length = little.read(extra, position, 2), little.read(extra, position + 2, 2)
    local next_position = position + 4 + length
    position = position + 4
    for _, name in ipairs(field == ZIP_64_FIELD and { "size", "packed", "offset" } or {}) do
      if member[name] == ELSEWHERE and position + 8 <= math.min(next_position, #extra + 1) then
        member[name] = little.read(extra, position, 8)
        position = position + 8
      end
    end
    if not (member.size and member.packed and member.offset) then
      return wanted("sizes below 2^53", "a greater one", offset)
    end
    position = next_position
  end
  return member
end

--- Reads the entry at a position of the directory; returns it and the position behind it.
local function read_entry(text, position, directory_offset)
  local offset = directory_offset + position - 1
  local is_whole = #text >= position + CENTRAL_BYTES - 1
  if not is_whole or text:sub(position, position + 3) ~= CENTRAL_SIGNATURE then
    return wanted("a member of the archive", "something else", offset)
  end
  local function field(at, size)
    return little.read(text, position + at, size)
  end
  local name_end = position + CENTRAL_BYTES + field(28, 2)
  local extra_end = name_end + field(30, 2)
  local behind = extra_end + field(32, 2)
  local member = {
    name = text:sub(position + CENTRAL_BYTES, name_end - 1),
    method = field(10, 2),
    checksum = field(16, 4),
    packed = field(20, 4),
    size = field(24, 4),
    offset = field(42, 4),
  }
  if behind > #text + 1 then
    return wanted("a member of the archive", "the end of the list", offset)
  elseif field(8, 2) % 2 == 1 or (member.method ~= STORED and member.method ~= DEFLATED) then
    return wanted("a member that is stored or deflated", "method " .. member.method, offset)
  end
  local known, message = read_extra(member, text:sub(name_end, extra_end - 1), offset)
  return known, known and behind or message
end

--- Returns the members as the directory lists them.
local function read_directory(source)
  local directory, message = find_directory(source)
  if not directory then
    return nil, message
  end
  local text, why = source:text(directory.offset, directory.size)
  if not text then
    return nil, why
  end
  local members, names, position = {}, {}, 1
  while position <= #text do
    local member, behind = read_entry(text, position, directory.offset)
    if not member then
      return nil, behind
    elseif names[member.name] then
      return wanted("every name once", ("%q again"):format(member.name),
        directory.offset + position - 1)
    end
    names[member.name] = true
    members[#members + 1], position = member, behind
  end
  return members, directory
end

--- Moves the offset of a member from its local header to its data.
local function find_data(source, member)
  local text, message = source:text(member.offset, LOCAL_BYTES)
  if not text then
    return nil, message
  elseif text:sub(1, 4) ~= LOCAL_SIGNATURE then
    return wanted("the header of a member", "something else", member.offset)
  end
  member.start = member.offset
  member.offset = member.offset + LOCAL_BYTES + little.read(text, 27, 2) + little.read(text, 29, 2)
  return true
end

--- Checks that members lie one behind the other before the directory, and are not too large.
local function check_layout(members, directory)
  local sorted, total = {}, 0
  for i, member in ipairs(members) do
    sorted[i] = member
    total = total + (member.method == DEFLATED and member.size or 0)
  end
  table.sort(sorted, function(a, b)
    return a.start < b.start
  end)
  for i, member in ipairs(sorted) do
    local limit = sorted[i + 1] and sorted[i + 1].start or directory.offset
    if member.offset + member.packed > limit then
      return wanted(("%.0f bytes of %q"):format(member.packed, member.name),
        ("room for %.0f"):format(math.max(limit - member.offset, 0)), member.offset)
    end
  end
  if total > MAX_INFLATED_BYTES then
    return wanted(("members of at most %.0f bytes"):format(MAX_INFLATED_BYTES),
      ("%.0f"):format(total), directory.offset)
  end
  return true
end

--- Returns the members of an archive, in the order of its directory.
---
---@param source hyla.Bytes
---@return ZipMember[]? members
---@return string? message
function M.members(source)
  local members, directory = read_directory(source)
  if not members then
    return nil, directory
  end
  for _, member in ipairs(members) do
    local ok, message = find_data(source, member)
    if not ok then
      return nil, message
    end
  end
  local ok, message = check_layout(members, directory)
  return ok and members, message
end

--- Frees what `unpack` made, if it made anything.
---
---@param source hyla.Bytes
---@param content hyla.Bytes
function M.release(source, content)
  if content ~= source then
    content:close()
  end
end

--- Returns bytes that hold what a member holds, from `offset` on.
---
---@param source hyla.Bytes
---@param member ZipMember
---@return hyla.Bytes? content
---@return integer|string offset_or_message
function M.unpack(source, member)
  local content, offset, message = source, member.offset, nil
  if member.method == DEFLATED then
    content, message = source:inflate(member.offset, member.packed, member.size)
    offset = 0
  elseif member.packed ~= member.size then
    return wanted(("%.0f bytes"):format(member.size), ("%.0f"):format(member.packed), member.offset)
  end
  if not content then
    return nil, message
  end
  local checksum, why = content:checksum(offset, member.size)
  if checksum ~= member.checksum then
    M.release(source, content)
    return nil, why or ("wanted the checksum %08x of %q, got %08x at byte %.0f"):format(
      member.checksum, member.name, checksum, member.offset)
  end
  return content, offset
end

--- The fields that a local header and an entry of the directory share.
local function shared_fields(member)
  return table.concat({
    little.write(20, 2), -- version 2.0 reads it
    little.write(0, 2),
    little.write(STORED, 2),
    little.write(0, 2),
    little.write(0x21, 2), -- 1 January 1980: the same members make the same file
    little.write(member.checksum, 4),
    little.write(member.size, 4),
    little.write(member.size, 4),
    little.write(#member.name, 2),
    little.write(0, 2),
  })
end

local function checksum_of(pieces)
  local sum = 0
  for _, piece in ipairs(pieces) do
    sum = bytes.checksum(piece, sum)
  end
  return sum
end

--- Returns the pieces of an archive of stored members, for bytes.write.
---
---@param members { name: string, size: integer, pieces: Piece[] }[] Sizes in bytes.
---@return Piece[]? pieces
---@return string? message
function M.pack(members)
  local archive, directory, offset = {}, {}, 0
  for _, member in ipairs(members) do
    member.checksum = checksum_of(member.pieces)
    local fields = shared_fields(member)
    archive[#archive + 1] = LOCAL_SIGNATURE .. fields .. member.name
    for _, piece in ipairs(member.pieces) do
      archive[#archive + 1] = piece
    end
    directory[#directory + 1] = CENTRAL_SIGNATURE .. little.write(20, 2) .. fields
      .. ("\0"):rep(10) .. little.write(offset, 4) .. member.name
    offset = offset + LOCAL_BYTES + #member.name + member.size
    if offset >= ELSEWHERE or #members >= 2 ^ 16 - 1 then
      return nil, "wanted an archive of less than 65535 members and 4 GiB, got more"
    end
  end
  local list, count = table.concat(directory), little.write(#members, 2)
  archive[#archive + 1] = list .. END_SIGNATURE .. ("\0"):rep(4) .. count .. count
    .. little.write(#list, 4) .. little.write(offset, 4) .. "\0\0"
  return archive
end

return M
