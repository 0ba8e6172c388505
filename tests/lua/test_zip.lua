--- lua/hyla/zip.lua

local bytes = require("hyla.bytes")
local check = require("tests.support.check")
local little = require("hyla.little")
local zip = require("hyla.zip")

local T = {}

--- Returns the text of an archive of stored members, by turns their names and contents.
local function archive(...)
  local members, given = {}, { ... }
  for i = 1, #given, 2 do
    members[#members + 1] = { name = given[i], size = #given[i + 1], pieces = { given[i + 1] } }
  end
  return table.concat(zip.pack(members))
end

local function refused(text, data)
  local source = bytes.of(data)
  local members, message = zip.members(source)
  for _, member in ipairs(members or {}) do
    local content, why = zip.unpack(source, member)
    message = message or not content and why
  end
  check.contains(message, text)
end

--- Returns `text` with bytes from `position` on in place of its own.
local function replaced(text, position, with)
  return text:sub(1, position - 1) .. with .. text:sub(position + #with)
end

--- The position of the only or last member's entry in the directory.
local function entry_of(text)
  return text:match(".*()PK\1\2")
end

function T.members_come_back()
  local source = bytes.of(archive("a", "first", "../b", "", "c", "third"))
  local members = zip.members(source)
  check.equal(#members, 3)
  check.equal(members[2].name, "../b")
  local content, offset = zip.unpack(source, members[3])
  check.equal(content:text(offset, members[3].size), "third")
end

function T.an_archive_may_be_empty_and_have_a_comment()
  check.equal(#zip.members(bytes.of(archive())), 0)
  check.equal(#zip.members(bytes.of(archive("a", "x") .. "a comment")), 1)
end

function T.what_is_no_archive_is_refused()
  refused("wanted the end of a zip archive", "")
  refused("wanted the end of a zip archive", ("x"):rep(100000))
  local text = archive("a", "x")
  for length = 0, #text - 1 do
    refused("wanted", text:sub(1, length))
  end
end

function T.contents_must_have_their_checksum()
  local text = archive("a", "first")
  refused('wanted the checksum', replaced(text, text:find("first"), "firsT"))
end

function T.members_must_not_overlap()
  local text = archive("a", "one", "b", "two")
  -- the second entry names the first member's place
  refused("room for", replaced(text, entry_of(text) + 42, "\0\0\0\0"))
end

function T.sizes_must_fit_the_archive()
  local text = archive("a", "first")
  local entry = entry_of(text)
  refused("wanted 6 bytes of \"a\", got room for 5", replaced(text, entry + 20, "\6"))
  refused("wanted 4 bytes, got 5", replaced(text, entry + 24, "\4"))
  refused("wanted the header of a member", replaced(text, entry + 42, "\1"))
  refused("wanted 30 bytes", replaced(text, entry + 42, "\255\255\255\127"))
  refused("wanted a member of the archive", replaced(text, entry + 28, "\255\255"))
end

function T.methods_that_are_not_known_are_refused()
  local text = archive("a", "first")
  refused("stored or deflated, got method 12", replaced(text, entry_of(text) + 10, "\12"))
  refused("stored or deflated", replaced(text, entry_of(text) + 8, "\1"))
end

function T.names_that_are_there_twice_are_refused()
  refused('wanted every name once, got "a" again', archive("a", "x", "a", "y"))
end

--- Returns the archive of one member with its sizes and its end as large archives have them.
local function large(member, at)
  local text = archive("a", "first")
  local entry = entry_of(text)
  local extra = "\1\0\24\0" .. little.write(member, 8) .. little.write(5, 8) .. little.write(0, 8)
  local directory = text:sub(entry, entry + 46)
  directory = replaced(directory, 21, ("\255"):rep(8))
  directory = replaced(directory, 43, ("\255"):rep(4))
  directory = replaced(directory, 31, little.write(#extra, 2)) .. extra
  local behind = entry - 1 + #directory
  local ending = "PK\6\6" .. ("\0"):rep(36) .. little.write(#directory, 8)
    .. little.write(entry - 1, 8)
  local locator = "PK\6\7\0\0\0\0" .. little.write(at or behind, 8) .. "\1\0\0\0"
  return text:sub(1, entry - 1) .. directory .. ending .. locator
    .. "PK\5\6" .. ("\255"):rep(16) .. "\0\0"
end

function T.archives_written_for_large_members_are_read()
  local source = bytes.of(large(5))
  local members = assert(zip.members(source))
  local content, offset = zip.unpack(source, members[1])
  check.equal(content:text(offset, 5), "first")
end

function T.large_archives_are_checked_the_same()
  refused("wanted 6 bytes, got 5", large(6))
  refused("wanted 4503599627370496 bytes, got 5", large(2 ^ 52))
  refused("wanted sizes below 2^53", large(2 ^ 53))
  refused("wanted the end of a large archive", large(5, 1))
  refused("wanted the end of a large archive", large(5, 2 ^ 60))
end

return T
