--- lua/hyla/cli/init.lua

local check = require("tests.support.check")
local complaint = require("tests.support.runs").complaint
local process = require("tests.support.process")
local version = require("hyla.version")

local T = {}

function T.help_names_every_command()
  local result = process.hyla("--help")
  check.equal(result.status, 0)
  for _, name in ipairs({ "log", "show", "diff", "checkout", "repl", "doctor", "version" }) do
    check.truthy(result.out:find("\n  " .. name .. " "))
  end
  check.equal(process.hyla("").out, result.out)
end

function T.every_command_has_help_with_examples()
  for _, name in ipairs({ "log", "show", "diff", "checkout", "repl", "doctor", "version" }) do
    local result = process.hyla(name .. " --help")
    check.equal(result.status, 0)
    check.truthy(result.out:find("examples:\n  .*hyla " .. name))
    check.equal(process.hyla("help " .. name).out, result.out)
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
  check.equal(process.hyla("-e 'print(6 * 7)'").out, "42\n")
  check.truthy(complaint("-e"):find("wants a line of Lua", 1, true))
  check.truthy(complaint("-e 'x ='"):find("command line", 1, true))
end

function T.a_script_gets_its_words()
  local result = process.hyla("-e 'print(1)' two")
  check.equal(result.out, "1\n")
  check.truthy(complaint("nowhere.lua"):find("cannot open nowhere.lua", 1, true))
end

function T.a_script_loads_no_parser()
  local result = process.hyla("-e 'print(package.loaded.argparse)'")
  check.equal(result.out, "nil\n")
end

function T.the_version_is_the_one_of_the_build()
  local file = assert(io.open("CMakeLists.txt"))
  local built = file:read("*a"):match("project%(hyla VERSION ([%d.]+)")
  file:close()
  check.equal(version, built)
  check.truthy(process.hyla("--version").out:find("^hyla " .. built:gsub("%.", "%%.")))
end

return T
