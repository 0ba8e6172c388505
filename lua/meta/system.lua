---@meta hyla.system

--- The system: what the trusted side asks of the machine. Candidates never get this module.
local M = {}

--- Returns the absolute path of something that exists, without links or dots.
---
---@param path string
---@return string? path
---@return string? message
function M.absolute(path) end

--- Returns the width of a terminal in characters, or nil when the descriptor is none.
---
---@param fd integer 1 is standard output, 2 standard error.
---@return integer? columns
function M.columns(fd) end

--- Returns whether a descriptor is a terminal.
---
---@param fd integer
---@return boolean
function M.is_terminal(fd) end

--- Returns the seconds of processor time that the host has used; other threads do not count.
---
---@return number seconds
function M.cpu_seconds() end

--- Returns what a path names, or nil when nothing is there.
---
---@param path string
---@return "file"|"directory"|"other"|nil kind
function M.kind(path) end

--- Returns the names in a folder, in no order.
---
---@param path string
---@return string[]? names
---@return string? message
function M.list(path) end

--- Makes a directory; one that is already there is fine.
---
---@param path string
---@return true? done
---@return string? message
function M.make_directory(path) end

--- Lets Ctrl-C (SIGINT) and SIGTERM wait until `interruption` asks for them.
function M.catch_interruptions() end

--- Returns the number of the signal that came since `catch_interruptions`; nil when none did.
---
---@return integer?
function M.interruption() end

--- Returns the seconds since 1970-01-01 00:00 UTC.
---
---@return number seconds
function M.now() end

--- Returns the seconds since an arbitrary moment; they never go back.
---
---@return number seconds
function M.seconds() end

return M
