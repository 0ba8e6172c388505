--- Pictures: charts as PNG, by the program that draws SVG for the desktop (librsvg2-bin).

local M = {}

--- The program, and the Debian package it comes with.
M.PROGRAM, M.PACKAGE = "rsvg-convert", "librsvg2-bin"

--- Pixels of the picture for one of the drawing: sharp on dense screens.
local ZOOM = 2

--- Returns a text as one word of a shell.
local function quote(text)
  return "'" .. text:gsub("'", "'\\''") .. "'"
end

--- Says whether the program is on this machine.
---
---@return boolean
function M.is_available()
  return os.execute("command -v " .. M.PROGRAM .. " >/dev/null 2>&1") == 0
end

--- Draws a file of SVG as a file of PNG.
---
---@param from string
---@param to string
---@return true?
---@return string? message
function M.draw(from, to)
  -- a path that begins with a dash is none of its options
  local command = "%s --zoom %d --output %s -- %s 2>/dev/null"
  command = command:format(M.PROGRAM, ZOOM, quote(to), quote(from))
  if os.execute(command) == 0 then
    return true
  end
  return nil, ("%s: %s could not draw it"):format(from, M.PROGRAM)
end

return M
