--- Journals: the file of a study's episodes, one line each, which only grows.
--
-- A line counts once its newline is there, so a kill while one is written loses that one alone.

local episodes = require("hyla.study.episode")
local files = require("hyla.files")
local system = require("hyla.system")

---@class Journal
---@field path string
---@field episodes Episode[] What was there, and what was appended.
local Journal = {}
Journal.__index = Journal

local M = {}

--- Reads the whole lines of a text; returns how many bytes they take, too.
local function parse(text, path)
  local list, seen, bytes = {}, {}, 0
  for line in text:gmatch("([^\n]*)\n") do
    local episode, message = episodes.decode(line)
    local place = ("%s:%d"):format(path, #list + 1)
    if not episode then
      return nil, ("%s: %s"):format(place, message)
    end
    local key = episodes.key(episode)
    if seen[key] then
      return nil, ("%s: wanted an episode that is new, got %s again"):format(place, key)
    end
    seen[key], list[#list + 1] = true, episode
    bytes = bytes + #line + 1
  end
  return list, seen, bytes
end

--- Reads the episodes of a file. What a kill left of a last line is not one of them.
---
---@param path string
---@return Episode[]? episodes
---@return string? message
function M.read(path)
  local text, message = files.read(path)
  if not text then
    return nil, message
  end
  local list, reason = parse(text, path)
  return list, not list and reason or nil
end

--- Takes away what a kill left of a last line. The rename makes it one step.
local function keep_whole_lines(path, text, bytes)
  if bytes == #text then
    return true
  end
  local ok, message = files.write(path .. ".new", text:sub(1, bytes))
  if not ok then
    return nil, message
  end
  return os.rename(path .. ".new", path)
end

--- Opens a file to append to; makes it where there is none.
---
---@param path string In a folder that exists.
---@return Journal?
---@return string? message
function M.open(path)
  local text, why = "", nil
  if system.kind(path) then
    text, why = files.read(path)
  end
  if not text then
    return nil, why
  end
  local list, seen, bytes = parse(text, path)
  if not list then
    return nil, seen
  end
  local ok, message = keep_whole_lines(path, text, bytes)
  local file = ok and io.open(path, "ab")
  if not file then
    return nil, message or ("%s: cannot be written"):format(path)
  end
  return setmetatable({ path = path, episodes = list, seen = seen, file = file }, Journal)
end

--- Says whether an episode is there already, so that a study which is resumed can pass over it.
---
---@param episode Episode Its place in the study is enough.
---@return boolean
function Journal:has(episode)
  return self.seen[episodes.key(episode)] == true
end

--- Appends an episode. It is with the system before this returns.
---
---@param episode Episode
---@return true?
---@return string? message
function Journal:append(episode)
  local line, message = episodes.encode(episode)
  if not line then
    return nil, message
  end
  if self:has(episode) then
    return nil, ("wanted an episode that is new, got %s again"):format(episodes.key(episode))
  end
  local ok, why = self.file:write(line, "\n")
  if not (ok and self.file:flush()) then
    return nil, ("%s: %s"):format(self.path, why or "cannot be written")
  end
  self.seen[episodes.key(episode)] = true
  self.episodes[#self.episodes + 1] = episode
  return true
end

--- Closes the file.
function Journal:close()
  self.file:close()
end

return M
