--- lua/hyla/cli/completion.lua

local check = require("tests.support.check")
local complaint = require("tests.support.runs").complaint
local files = require("hyla.files")
local program = require("tests.support.program")
local scratch = require("tests.support.scratch")

local T = {}

local function script_of(shell)
  local result = program.hyla("completion " .. shell)
  check.equal(result.status, 0)
  return result.out
end

--- Wraps a test that wants a file with the script of a shell, where that shell is installed.
local function with_shell(shell, use)
  return scratch.test(function(folder)
    if program.shell("command -v " .. shell) ~= 0 then
      print("skipped: wanted the program " .. shell)
      return
    end
    local path = folder .. "/script"
    assert(files.write(path, script_of(shell)))
    use(path, folder)
  end)
end

--- Returns what bash offers for the last of some words.
local function bash_offers(path, ...)
  local words = { "hyla", ... }
  local lines = ("source %s; COMP_WORDS=(%s); COMP_CWORD=%d; _hyla; echo ${COMPREPLY[@]}"):format(
    path,
    table.concat(words, " "),
    #words - 1
  )
  local status, out, err = program.shell("bash -c " .. program.quote(lines))
  check.equal(status, 0)
  check.equal(err, "")
  return (out:gsub("\n$", ""))
end

T.bash_completes_commands_options_and_values = with_shell("bash", function(path)
  check.equal(bash_offers(path, "expo"), "export")
  check.equal(bash_offers(path, "export", "--fo"), "--format")
  check.equal(bash_offers(path, "export", "--format", "t"), "tfevents")
  check.equal(bash_offers(path, "help", "doc"), "doctor")
end)

T.fish_completes_commands_and_options = with_shell("fish", function(path, home)
  local function offers(words)
    local lines = ("source %s; complete -C '%s'"):format(path, words)
    local command = ("HOME=%s fish -N -c %s"):format(home, program.quote(lines))
    local status, out = program.shell(command)
    check.equal(status, 0)
    return out
  end
  check.contains(offers("hyla expo"), "export\twrite a run for other programs")
  check.contains(offers("hyla export --fo"), "--format\tWhat to write")
end)

T.zsh_reads_its_script = with_shell("zsh", function(path)
  local status, _, err = program.shell("zsh -n " .. path)
  check.equal(status, 0)
  check.equal(err, "")
  check.contains(files.read(path), "#compdef hyla\n")
end)

function T.every_command_is_in_every_script()
  for _, shell in ipairs({ "bash", "zsh", "fish" }) do
    local script = script_of(shell)
    for _, row in ipairs(require("hyla.cli").commands()) do
      check.contains(script, row[1])
    end
  end
end

function T.another_shell_is_bad_usage()
  check.contains(complaint("completion tcsh"), "'bash', 'zsh', 'fish'")
end

return T
