---@meta hyla.socket

--- Lines of text to and from other processes of the same user, over a Unix socket.
local socket = {}

---@class hyla.socket.listener
local Listener = {}

---@class hyla.socket.wire
local Wire = {}

--- Makes a socket of mode 0600 and listens. One that a dead process has left behind is replaced.
---
---@param path string        Of any length.
---@return hyla.socket.listener?
---@return string? message   Such as that somebody listens there already.
function socket.listen(path) end

--- Connects to a socket.
---
---@param path string
---@return hyla.socket.wire?
---@return string? message
function socket.connect(path) end

--- Waits until one of some wires and listeners has something to read, or can be sent what waits.
---
---@param list (hyla.socket.wire|hyla.socket.listener)[]  256 at most.
---@param seconds number
---@return boolean is_there  False when the time is over, or a signal came.
function socket.wait(list, seconds) end

--- Takes a peer that has connected; those of other users are turned away.
---
---@return hyla.socket.wire?
function Listener:accept() end

--- Stops listening and removes the file; harmless when repeated.
function Listener:close() end

--- Takes the next line, without waiting for it.
---
---@return string? line      nil where there is none yet.
---@return string? message   Why there will be none: "closed", or the line is too long (4 MiB).
function Wire:read() end

--- Sends a line, as far as the other end takes it; the rest waits, 16 MiB at most.
---
---@param line string        Without a newline.
---@return true?
---@return string? message
function Wire:write(line) end

--- Sends what waits, as far as the other end takes it.
---
---@return true?
---@return string? message
function Wire:flush() end

--- Harmless when repeated.
function Wire:close() end

return socket
