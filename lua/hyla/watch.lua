--- Watches: files whose new content is told as soon as it is whole.
--
-- The kernel tells when a file gets its name by a rename, or when whoever wrote it closes it, and
-- the content tells whether anything changed: never a time. So editors may write in place, write
-- beside and rename, or delete and make again. A rename is never seen half done; a writer in place
-- that closes the file several times is seen each time. A path is what is watched: through a
-- symbolic link the content of its target is read, but only writes in the link's folder are seen.

local files = require("hyla.files")
local notices = require("hyla.notice")
local system = require("hyla.system")

---@class FileChange
---@field path string     As it was given to `add`.
---@field source string   The new content.

---@class Watch
local Watch = {}
Watch.__index = Watch

local M = {}

--- Opens a watch of no file.
---
---@return Watch?
---@return string? message
function M.open()
  local board, message = notices.open()
  if not board then
    return nil, message
  end
  return setmetatable({ board = board, files = {}, folders = {} }, Watch)
end

--- Watches a file from its present content on.
---
---@param path string
---@return string? source   The present content.
---@return string? message  Such as "a.lua: No such file or directory".
function Watch:add(path)
  local folder, name = path:match("^(.*/)([^/]+)$")
  local id, message = self.board:add(folder or ".")
  if not id then
    return nil, message
  end
  -- read only now: what is written from here on gives a notice
  local source, why = files.read(path)
  if not source then
    return nil, why
  end
  self.files[#self.files + 1] = { path = path, name = name or path, folder = id, source = source }
  self.folders[id] = folder or "."
  return source
end

--- Returns the change of a file that may have one; none when it is gone for the moment.
local function change_of(file)
  local source = files.read(file.path)
  if not source or source == file.source then
    return nil
  end
  file.source = source
  return { path = file.path, source = source }
end

--- Returns what tells of a file whether one of the notices is about it.
local function concern(list)
  local names, is_everything = {}, false
  for _, notice in ipairs(list) do
    if notice.kind == "lost" then
      is_everything = true
    elseif notice.name then
      names[notice.folder .. "/" .. notice.name] = true
    end
  end
  return function(file)
    return is_everything or names[file.folder .. "/" .. file.name]
  end
end

--- Returns the watched folder that is gone according to the notices.
local function lost_folder(self, list)
  for _, notice in ipairs(list) do
    local folder = notice.kind == "gone" and self.folders[notice.folder]
    if folder then
      return folder
    end
  end
end

--- Returns the files that the notices are about and that have new content.
local function changes_of(self, list)
  local changes = {}
  if not list[1] then
    return changes
  end
  local concerns = concern(list)
  for _, file in ipairs(self.files) do
    changes[#changes + 1] = concerns(file) and change_of(file) or nil
  end
  return changes
end

--- Returns the files that have new content, in the order in which they were added. Many writes of
--- a file at once are one change.
---
---@param seconds? number  How long to wait for one; without it, until there is one.
---@return FileChange[]? changes  Empty when there was none in time.
---@return string? message  A folder is gone: its files cannot be watched any more.
function Watch:changes(seconds)
  local deadline = seconds and system.seconds() + seconds
  repeat
    local list = self.board:wait(seconds and math.max(0, deadline - system.seconds()))
    local changes = changes_of(self, list)
    self.lost = self.lost or lost_folder(self, list)
    if changes[1] then
      return changes
    elseif self.lost then
      return nil, self.lost .. ": wanted the folder that is watched, which was moved or deleted"
    end
  until not list[1] or seconds and system.seconds() >= deadline
  return {}
end

--- Ends the watch.
function Watch:close()
  self.board:close()
end

return M
