---@meta hyla.line

--- Lines typed at a terminal, with editing and a history.
local line = {}

---@class hyla.line
local Line = {}

--- Standard input must be a terminal.
---
---@return hyla.line?
---@return string? message
function line.open() end

--- Gives the terminal back; harmless when repeated.
function Line:close() end

--- Says what the Tab key asks.
---
---@param completion? fun(before: string): string?, string? Gets what stands before the cursor;
--- returns what to add there, and what to show below the line.
function Line:complete(completion) end

--- Reads a history that was saved.
---
---@param path string
---@return boolean is_there
function Line:load(path) end

--- Lets a line be typed.
---
---@param prompt string At most 63 bytes.
---@return string|false? text Without its end; nil at the end of input, false after Ctrl-C.
function Line:read(prompt) end

--- Puts a line into the history.
---
---@param text string
function Line:remember(text) end

--- Writes the history.
---
---@param path string
---@return boolean is_written
function Line:save(path) end

return line
