---@meta hyla.notice

--- Notices: what the kernel tells of files that were written in folders. Of the trusted side.
local M = {}

---@class Notice
---@field kind "written"|"gone"|"lost" `gone`: the folder; `lost`: too many came to be told.
---@field folder? integer  The id of the folder; none when notices were lost.
---@field name? string     The file, for "written": renamed to that name, or closed by its writer.

--- Where notices arrive.
---@class NoticeBoard
local Board = {}

--- Opens a board.
---
---@return NoticeBoard? board
---@return string? message  Such as too many open at a time.
function M.open() end

--- Asks for the notices of a folder; a folder that is there already keeps its id.
---
---@param folder string
---@return integer? id
---@return string? message
function Board:add(folder) end

--- Takes the notices that are there; waits for one if there is none.
---
---@param seconds? number  The longest wait; 0 does not wait. Without it there is no end.
---@return Notice[] notices in order; empty when none came in time, or a signal came first
function Board:wait(seconds) end

--- Closes the board; any use but another close raises then.
function Board:close() end

return M
