--- hyla repl: type Lua and see what it gives.
--
-- On a terminal with editing and a history; otherwise it reads lines and prints results only, so
-- that a script can be piped in.

local inspect = require("hyla.inspect")
local line = require("hyla.line")
local system = require("hyla.system")
local version = require("hyla.version")

local M = {}

local FIRST_PROMPT, NEXT_PROMPT = "> ", ">> "

---@param parser table
function M.describe(parser)
  parser:epilog([[
examples:
  hyla repl
  > 1 + 1                          an expression: its value is shown
  > t = hyla.tensor                hyla.X is require("hyla.X"), loaded when first named
  > for i = 1, 3 do                a chunk ends where Lua says it is whole
  >>   print(i)
  >> end
  echo 'return 6 * 7' | hyla repl

Names without `local` stay from line to line. End with Ctrl-D.]])
end

local function pass(...)
  return ...
end

--- Returns whether more lines may make whole what a message is about.
local function ends_early(message)
  return message:find("near '<eof>'", 1, true) ~= nil
end

--- Compiles an expression. What it calls is an argument, not a tail call: those have no line, and a
--- mistake would be told of a line of ours.
local function compile_expression(text)
  local is_whole, message = loadstring("return " .. text)
  if not is_whole then
    return nil, message
  end
  local chunk = loadstring(("return (...)(%s\n)"):format(text), "=stdin")
  return chunk and function()
    return chunk(pass)
  end
end

--- Compiles what was typed: as an expression first, so that values are shown without `return`.
---
---@param text string
---@return function? chunk
---@return string? message
---@return boolean? is_unfinished More lines may make it whole.
function M.compile(text)
  text = text:gsub("^%s*=", "", 1)
  local expression, why = compile_expression(text)
  if expression then
    return expression
  end
  local chunk, message = loadstring(text, "=stdin")
  if chunk then
    return chunk
  end
  return nil, message, ends_early(message) or ends_early(why)
end

local function traceback(message)
  local text = debug.traceback(tostring(message), 2)
  -- what lies below the typed chunk is ours
  text = text:gsub("\n%s*%[C%]: in function 'xpcall'.*$", "")
  text = text:gsub("\n%s*%[builtin#%d+%]: at %S+", "")
  return (text:gsub("\nstack traceback:$", ""))
end

local function show_results(ok, ...)
  if not ok then
    io.stderr:write(tostring((...)), "\n")
    return
  end
  local shown = {}
  for i = 1, select("#", ...) do
    shown[i] = inspect.show((select(i, ...)))
  end
  if #shown > 0 then
    print(table.concat(shown, "\t"))
  end
end

--- Reads lines until they make a chunk. Returns nil at the end of input.
local function read_chunk(read)
  local text = read(FIRST_PROMPT)
  while text do
    local chunk, message, is_unfinished = M.compile(text)
    local more = not chunk and is_unfinished and read(NEXT_PROMPT)
    if not more then
      return text, chunk, message
    end
    text = text .. "\n" .. more
  end
end

local function loop(read, remember)
  for text, chunk, message in read_chunk, read do
    if text:find("%S") then
      remember(text)
      if chunk then
        show_results(xpcall(chunk, traceback))
      else
        io.stderr:write(message, "\n")
      end
      io.stdout:flush()
    end
  end
end

local function history_path()
  local home = os.getenv("HOME")
  return home and home .. "/.hyla_history"
end

local function loop_on_terminal()
  local editor, message = line.open()
  if not editor then
    return nil, message, 1
  end
  local path = history_path()
  local _ = path and editor:load(path)
  print(("hyla %s, %s. Ctrl-D ends."):format(version, jit.version))
  loop(function(prompt)
    return editor:read(prompt)
  end, function(text)
    editor:remember(text)
  end)
  _ = path and editor:save(path)
  editor:close()
  print()
  return 0
end

local function loop_on_pipe()
  loop(function()
    return io.read("*l")
  end, function() end)
  return 0
end

--- `hyla.X` in the REPL: the module of that name.
local function modules_on_demand()
  return setmetatable({}, {
    __index = function(_, name)
      return require("hyla." .. name)
    end,
  })
end

---@return integer? status
---@return string? message
---@return integer? failure
function M.run()
  rawset(_G, "hyla", modules_on_demand())
  if system.is_terminal(0) then
    return loop_on_terminal()
  end
  return loop_on_pipe()
end

return M
