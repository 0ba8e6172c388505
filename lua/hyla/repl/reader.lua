--- Readers: lines that make blocks, from a terminal or from a pipe.
--
-- A block is finished when whoever evaluates it says so. It is one entry of the history, which
-- lies in $XDG_STATE_HOME/hyla/history or ~/.local/state/hyla/history.

local files = require("hyla.files")

---@class Reader
---@field block fun(self: Reader, is_unfinished: fun(text: string): boolean): string|false|nil
--- Returns what was typed; false when Ctrl-C took it back, nil at the end of input.
---@field close fun(self: Reader)

local M = {}

local NEXT_PROMPT = ">> "

local function join(read, prompt, is_unfinished)
  local text = read(prompt)
  while text and is_unfinished(text) do
    local more = read(NEXT_PROMPT)
    if more == false then
      return false
    elseif not more then
      return text
    end
    text = text .. "\n" .. more
  end
  return text
end

--- Returns where the history is kept; nil for somebody without a home.
---
---@return string?
function M.history_path()
  local state, home = os.getenv("XDG_STATE_HOME"), os.getenv("HOME")
  if not state or not state:find("^/") then
    state = home and home ~= "" and home .. "/.local/state"
  end
  return state and state .. "/hyla/history" or nil
end

--- Returns the path of the history once its folder is there.
local function history()
  local path = M.history_path()
  return path and files.make_directories((path:match("^(.*)/"))) and path
end

local function is_worth_keeping(text)
  return text and text:find("%S") and not text:find("^ ")
end

---@class TerminalReader : Reader
local TerminalReader = {}
TerminalReader.__index = TerminalReader

--- Reads a block and keeps it in the history, unless it begins with a space.
function TerminalReader:block(is_unfinished)
  local text = join(function(prompt)
    return self.line:read(prompt)
  end, self.prompt(), is_unfinished)
  if is_worth_keeping(text) then
    self.line:remember(text)
    -- at once: whoever closes the window ends the program
    local _ = self.path and self.line:save(self.path)
  end
  return text
end

--- Gives the terminal back.
function TerminalReader:close()
  self.line:close()
end

--- Opens a reader of the terminal.
---
---@param prompt fun(): string  Asked before each block.
---@param complete? fun(before: string): string?, string? As in hyla.line.
---@return TerminalReader?
---@return string? message
function M.terminal(prompt, complete)
  local line, message = require("hyla.line").open()
  if not line then
    return nil, message
  end
  local path = history()
  local _ = path and line:load(path)
  line:complete(complete)
  return setmetatable({ line = line, path = path, prompt = prompt }, TerminalReader)
end

---@class PipeReader : Reader
local PipeReader = {}
PipeReader.__index = PipeReader

--- Reads a block.
function PipeReader:block(is_unfinished)
  return join(self.read, "", is_unfinished)
end

--- Has nothing to give back.
function PipeReader:close() end

--- Opens a reader of lines that come from somewhere else.
---
---@param read? fun(): string? By default from standard input.
---@return PipeReader
function M.pipe(read)
  return setmetatable({
    read = read or function()
      return io.read("*l")
    end,
  }, PipeReader)
end

return M
