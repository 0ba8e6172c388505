--- The command line: which words call which command.
--
-- A command is a module hyla.cli.NAME and one row here. The rows also make `hyla --help`, so that
-- neither it nor a script has to load a parser.

---@class Command
---@field describe fun(parser: table) Adds the arguments and the examples to an argparse parser.
---@field run fun(arguments: table): integer?, string?, integer? The exit status; or nil, the line
--- for standard error, and a status when it is not 2 (bad usage or bad input).

local M = {}

local COMMANDS = {
  { "run", "search for a better program" },
  { "study", "compare policies on families of tasks, with statistics" },
  { "transfer", "spend what a policy has learned on another task" },
  { "replay", "play a run once more and see that it gives the same" },
  { "swap", "replace an editor or the policy of a run that goes on" },
  { "eval", "try one agent on a task, under the sandbox" },
  { "log", "list what a run has tried, newest first" },
  { "show", "show one entry of a run: its edit, its score, its changes" },
  { "diff", "compare two programs of a run" },
  { "checkout", "write a program of a run as files" },
  { "report", "write a page of a run, one file of HTML" },
  { "export", "write a run for other programs: JSON, CSV, TensorBoard" },
  { "config", "explain the keys of the YAML files, or print their schema" },
  { "repl", "type Lua and see what it gives" },
  { "bench", "time this library on this machine" },
  { "manual", "print the manual page of all commands" },
  { "completion", "print what lets a shell complete these words" },
  { "doctor", "say what this machine offers, and how to mend what is missing" },
  { "version", "print the version" },
}

local HELP = [[
usage: hyla COMMAND [ARGUMENT ...]     one of the commands below
       hyla FILE.lua [ARGUMENT ...]    a script under the host
       hyla -e CHUNK                   a line of Lua

commands:
%s
`hyla COMMAND --help` says more, with examples.

examples:
  hyla run examples/paper_review/panel.yaml    search, with progress on the terminal
  hyla show runs/panel-1                       the best that was found, and what it changed
  hyla config explain search                   what a config may say
]]

--- Returns the commands, each its name and what it does.
---
---@return { [1]: string, [2]: string }[]
function M.commands()
  return COMMANDS
end

local function complain(format, ...)
  io.stderr:write("hyla: ", format:format(...), "\n")
  return 2
end

--- Runs `hyla FILE.lua [ARG ...]`: a script under the host, with `arg` as in plain Lua.
local function run_script(argv)
  local chunk, message = loadfile(argv[1])
  if not chunk then
    return complain("%s", message)
  end
  arg = { [0] = argv[1], unpack(argv, 2) }
  chunk(unpack(arg))
  return 0
end

--- Runs `hyla -e CHUNK`.
local function run_chunk(argv)
  if not argv[2] then
    return complain("-e wants a line of Lua, got nothing")
  end
  local chunk, message = loadstring(argv[2], "=(command line)")
  if not chunk then
    return complain("%s", message)
  end
  chunk()
  return 0
end

local function print_help()
  local lines = {}
  for _, row in ipairs(COMMANDS) do
    lines[#lines + 1] = ("  %-10s %s\n"):format(row[1], row[2])
  end
  io.write(HELP:format(table.concat(lines)))
  return 0
end

local function find_command(word)
  for _, row in ipairs(COMMANDS) do
    if row[1] == word then
      return row
    end
  end
end

local function names()
  local list = {}
  for i, row in ipairs(COMMANDS) do
    list[i] = row[1]
  end
  return list
end

local function asks_for_help(words)
  for _, word in ipairs(words) do
    if word == "-h" or word == "--help" then
      return true
    end
  end
  return false
end

--- Parses the words after a command's name and runs it.
local function run_command(row, words)
  local name, summary = row[1], row[2]
  local command = require("hyla.cli." .. name)
  local parser = require("argparse")("hyla " .. name, "hyla " .. name .. ": " .. summary)
  command.describe(parser)
  if asks_for_help(words) then
    -- argparse would leave the process here, with files open
    print(parser:get_help())
    return 0
  end
  local is_parsed, arguments = parser:pparse(words)
  if not is_parsed then
    -- argparse puts its guess on a second line
    local message = arguments:gsub("\n%s*D", "; d"):gsub("%s*\n%s*", " ")
    return complain("%s: %s (see hyla %s --help)", name, message, name)
  end
  local status, message, failure = command.run(arguments)
  if status then
    return status
  end
  complain("%s: %s", name, message)
  return failure or 2
end

local function complain_of_word(word, wanted)
  local hint = require("hyla.nearest").hint(word, names())
  return complain("wanted %s, got %q%s (see hyla --help)", wanted, word, hint)
end

--- Words that are written like options or with another command's name in front.
local SHORTHANDS = {
  ["--version"] = function()
    return run_command(find_command("version"), {})
  end,
  ["--help"] = print_help,
  ["-h"] = print_help,
  ["-e"] = run_chunk,
  help = function(argv)
    if not argv[2] then
      return print_help()
    end
    local row = find_command(argv[2])
    return row and run_command(row, { "--help" }) or complain_of_word(argv[2], "a command")
  end,
}

local function is_file(word)
  local file = io.open(word)
  if file then
    file:close()
  end
  return file ~= nil
end

--- The machine code of a search does not fit the 512 KB that LuaJIT has by default: all of it was
--- thrown away and compiled again every ten edits, which took half of the time.
local COMPILER = { "maxmcode=8192", "maxtrace=4000" }

--- Garbage is collected once memory has grown to so many percent: at the usual 200 collecting took
--- a fifth of a search's time.
local PAUSE = 300

--- Runs the words of a command line.
---
---@param argv string[] Words after the program's name; `argv.root` is the library's folder.
---@return integer status 0 done, 1 the work failed, 2 bad usage or bad input
function M.main(argv)
  jit.opt.start(unpack(COMPILER))
  collectgarbage("setpause", PAUSE)
  local word = argv[1]
  if not word then
    return print_help()
  end
  if SHORTHANDS[word] then
    return SHORTHANDS[word](argv)
  end
  local row = find_command(word)
  if row then
    return run_command(row, { unpack(argv, 2) })
  end
  if word:find("%.lua$") or is_file(word) then
    return run_script(argv)
  end
  return complain_of_word(word, "a command or a file")
end

return M
