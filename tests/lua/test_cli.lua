--- lua/hyla/cli/init.lua

local check = require("tests.support.check")
local complaint = require("tests.support.runs").complaint
local files = require("hyla.files")
local program = require("tests.support.program")

local COMMANDS = {
  "run", "study", "transfer", "eval", "log", "show", "diff", "checkout", "report", "export",
  "config", "repl", "bench", "manual", "completion", "doctor", "version",
}

local T = {}

function T.help_names_every_command()
  local result = program.hyla("--help")
  check.equal(result.status, 0)
  for _, name in ipairs(COMMANDS) do
    check.truthy(result.out:find("\n  " .. name .. " "))
  end
  check.equal(program.hyla("").out, result.out)
end

function T.every_command_has_help_with_examples()
  for _, name in ipairs(COMMANDS) do
    local result = program.hyla(name .. " --help")
    check.equal(result.status, 0)
    check.truthy(result.out:find("examples:\n  .*hyla " .. name))
    check.equal(program.hyla("help " .. name).out, result.out)
  end
end

function T.a_word_that_is_no_command_is_explained()
  local message = complaint("lgo")
  check.truthy(message:find('got "lgo"; did you mean log?', 1, true))
end

function T.bad_usage_is_one_line()
  check.truthy(complaint("log"):find("^hyla: log: missing argument 'run'"))
  check.truthy(complaint("log x --grap"):find("did you mean '--graph'?", 1, true))
  check.truthy(complaint("log x -n many"):find("many", 1, true))
end

function T.a_chunk_runs()
  check.equal(program.hyla("-e 'print(6 * 7)'").out, "42\n")
  check.truthy(complaint("-e"):find("wants a line of Lua", 1, true))
  check.truthy(complaint("-e 'x ='"):find("command line", 1, true))
end

function T.help_on_no_command_is_bad_usage()
  check.contains(complaint("help lgo"), 'wanted a command, got "lgo"; did you mean log?')
end

function T.a_script_sees_its_words()
  local path = os.tmpname()
  assert(files.write(path, "print(arg[1], ...)"))
  local _, output = program.run(path, "two words")
  os.remove(path)
  check.equal(output, "two words\ttwo words\n")
  check.truthy(complaint("nowhere.lua"):find("cannot open nowhere.lua", 1, true))
end

function T.a_script_loads_no_parser()
  local result = program.hyla("-e 'print(package.loaded.argparse)'")
  check.equal(result.out, "nil\n")
end

function T.the_version_is_an_option_too()
  check.equal(program.hyla("--version").out, program.hyla("version").out)
end

return T
