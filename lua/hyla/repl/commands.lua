--- Commands of the REPL: words behind a colon, and `NAME?`.

local M = {}

---@class ReplCommand
---@field name string
---@field argument string As `:help` shows it; empty without one.
---@field summary string
---@field completes? "name"|"file"|"module" What the argument is.
---@field run fun(session: Session, argument: string): string?

local COMMANDS

local function show_help()
  local lines = {}
  for _, command in ipairs(COMMANDS) do
    local row = { command.name, command.argument, command.summary }
    lines[#lines + 1] = ("  :%-6s %-18s %s"):format(unpack(row))
  end
  print(table.concat(lines, "\n"))
  print([[

  NAME? is :doc NAME, and NAME?? shows its source. An expression shows its value; `;` behind it
  shows nothing. _ is the last value, _1 to _9 are the latest, _err the last error.
  hyla.X is require("hyla.X"). Tab completes, Ctrl-R searches the history, Ctrl-C stops
  what runs. docs/repl.md says more.]])
end

local function show_doc(session, name)
  local docs = require("hyla.repl.docs")
  local doc, message = docs.find(name, session.sources)
  if doc then
    print(docs.text(doc))
  else
    session:complain(message)
  end
end

local function show_source(session, name)
  local text, message = require("hyla.repl.docs").source(name, session.sources)
  if text then
    print(text)
  else
    session:complain(message)
  end
end

--- Runs a file among the globals, as if it had been typed.
local function load_file(session, path)
  local chunk, message = require("hyla.repl.stoppable").load_file(path)
  if not chunk then
    return session:fail(require("hyla.repl.fault").of_syntax(message))
  end
  session:call(chunk)
end

local function reload(session, name)
  local text, message = require("hyla.repl.reload").module(name, session)
  if text then
    print(text)
  elseif message then
    session:complain(message)
  end
end

COMMANDS = {
  {
    name = "doc",
    argument = "NAME",
    summary = "what the comments in its source say",
    completes = "name",
    run = show_doc,
  },
  {
    name = "edit",
    argument = "[FILE]",
    summary = "write a file, or the last block, in $EDITOR and run it",
    completes = "file",
    run = function(session, path)
      require("hyla.repl.edit").run(session, path, load_file)
    end,
  },
  { name = "help", argument = "", summary = "these commands", run = show_help },
  {
    name = "load",
    argument = "FILE",
    summary = "run a file of Lua",
    completes = "file",
    run = load_file,
  },
  {
    name = "plot",
    argument = "EXPR [> FILE.svg]",
    summary = "draw numbers here, or in a file",
    completes = "name",
    run = function(session, text)
      require("hyla.repl.plot").run(session, text)
    end,
  },
  {
    name = "quit",
    argument = "",
    summary = "end, as Ctrl-D does",
    run = function()
      return "quit"
    end,
  },
  {
    name = "reload",
    argument = "MODULE",
    summary = "load a module's new source, whole or not at all",
    completes = "module",
    run = reload,
  },
  {
    name = "time",
    argument = "[Nx] EXPR",
    summary = "how long it takes; 1000x EXPR takes the mean of many",
    completes = "name",
    run = function(session, text)
      require("hyla.repl.time").run(session, text)
    end,
  },
}

local function names()
  local list = {}
  for i, command in ipairs(COMMANDS) do
    list[i] = command.name
  end
  return list
end

--- Returns a command by its name, or by as much of it as no other begins with.
local function find(word)
  local found = {}
  for _, command in ipairs(COMMANDS) do
    if command.name == word then
      return command
    elseif command.name:sub(1, #word) == word then
      found[#found + 1] = command
    end
  end
  return #found == 1 and found[1] or nil
end

--- Returns the word and the argument of a command line. `::` begins a label of Lua.
local function split(text)
  local word, argument = text:match("^%s*:(%a+)%s*(.-)%s*$")
  if word then
    return word, argument
  end
  local name, marks = text:match("^%s*([%a_][%w_.:%[%]]*)%s*(%?%??)%s*$")
  if name and marks ~= "" then
    return marks, name
  end
end

--- Says whether a text is a command and no Lua.
---
---@param text string
---@return boolean
function M.is_command(text)
  return split(text) ~= nil
end

--- Runs a command.
---
---@param session Session
---@param text string
---@return string? verdict "quit" when it is to end.
function M.run(session, text)
  local word, argument = split(text)
  if word == "?" then
    return show_doc(session, argument)
  elseif word == "??" then
    return show_source(session, argument)
  end
  local command = find(word)
  if not command then
    local hint = require("hyla.nearest").hint(word, names())
    return session:complain(("no command :%s%s (see :help)"):format(word, hint))
  elseif argument == "" and command.argument:find("^%u") then
    return session:complain((":%s wants %s"):format(command.name, command.argument))
  end
  return command.run(session, argument)
end

--- Completes a command or its argument; returns nil where the text is none.
---
---@param before string
---@return Completion?
function M.complete(before)
  local completion = require("hyla.repl.completion")
  local start = before:match("^%s*:(%a*)$")
  if start then
    return completion.among(names(), start, " ")
  end
  local word, argument = before:match("^%s*:(%a+)%s+(.*)$")
  local kind = word and (find(word) or {}).completes
  if kind == "file" then
    return completion.file(argument)
  elseif kind == "module" then
    return completion.module(argument)
  end
  return kind and completion.code(argument) or nil
end

return M
