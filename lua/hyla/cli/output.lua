--- Output: what several commands print alike.

local canonical = require("hyla.canonical")
local files = require("hyla.files")
local term = require("hyla.term")

local M = {}

local LINE_COLOURS = { ["+"] = "green", ["-"] = "red", ["@"] = "cyan" }

--- Returns the word that this program was called by, for hints that can be typed as they stand.
---
---@return string
function M.program()
  return (files.read("/proc/self/cmdline") or "hyla"):match("^%Z+")
end

--- Prints the one object of --json.
---
---@param object table
function M.json(object)
  io.write(assert(canonical.encode(object)), "\n")
end

--- Returns a list for --json, where an empty one must not look like an object.
---
---@param list any[]
---@return any[]
function M.list(list)
  return #list > 0 and list or canonical.EMPTY_LIST
end

--- Prints a unified diff, in colour on a terminal; its controls are shown as question marks.
---
---@param text string
function M.diff(text)
  local paint = term.painter(1)
  for line in text:gmatch("([^\n]*)\n") do
    line = term.plain(line)
    local is_header = line:find("^%-%-%- ") or line:find("^%+%+%+ ")
    local colour = is_header and "bold" or LINE_COLOURS[line:sub(1, 1)]
    io.write(colour and paint(colour, line) or line, "\n")
  end
end

return M
