--- Terminals: how wide they are, and whether they take colour and line drawing.

local system = require("hyla.system")

local M = {}

local CODES = { bold = 1, dim = 2, red = 31, green = 32, yellow = 33, cyan = 36 }

local function is_set(name)
  local value = os.getenv(name)
  return value ~= nil and value ~= ""
end

--- Says whether to write colour: on terminals, unless NO_COLOR; anywhere with CLICOLOR_FORCE.
---
---@param fd integer 1 for standard output, 2 for standard error.
---@return boolean
function M.has_colour(fd)
  if is_set("NO_COLOR") then
    return false
  end
  if is_set("CLICOLOR_FORCE") and os.getenv("CLICOLOR_FORCE") ~= "0" then
    return true
  end
  return system.is_terminal(fd) and os.getenv("TERM") ~= "dumb"
end

--- Returns a function that colours a text for a stream, or leaves it as it is.
---
---@param fd integer
---@return fun(colour: "bold"|"dim"|"red"|"green"|"yellow"|"cyan", text: string): string
function M.painter(fd)
  if not M.has_colour(fd) then
    return function(_, text)
      return text
    end
  end
  return function(colour, text)
    return ("\27[%dm%s\27[0m"):format(CODES[colour], text)
  end
end

--- Returns how to show progress on standard error: by one line that is written over, by lines, or
--- not at all, which is so where there is no terminal and with NO_COLOR. HYLA_PROGRESS=plain wants
--- lines in any case.
---
---@return "live"|"plain"|nil
function M.progress()
  if os.getenv("HYLA_PROGRESS") == "plain" then
    return "plain"
  end
  if is_set("NO_COLOR") or not system.is_terminal(2) then
    return nil
  end
  return os.getenv("TERM") == "dumb" and "plain" or "live"
end

--- Returns a text of a candidate's as one line that a terminal shows and does not obey.
---
---@param text string
---@return string
function M.plain(text)
  local line = text:gsub("\n", " "):gsub("[%z\1-\8\11-\31\127]", "?")
  -- the controls of 8 bits, in UTF-8
  return (line:gsub("\194[\128-\159]", "?"))
end

--- Returns the width to write for: the terminal's, or 80.
---
---@param fd integer
---@return integer
function M.columns(fd)
  return system.columns(fd) or 80
end

--- Says whether the locale's encoding is UTF-8.
---
---@return boolean
function M.is_unicode()
  for _, name in ipairs({ "LC_ALL", "LC_CTYPE", "LANG" }) do
    if is_set(name) then
      return os.getenv(name):lower():find("utf%-?8") ~= nil
    end
  end
  return false
end

return M
