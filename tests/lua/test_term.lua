--- lua/hyla/term.lua

local check = require("tests.support.check")
local program = require("tests.support.program")

local T = {}

--- Runs a line of Lua under shell settings, with standard output a file.
local function under(settings, chunk)
  local words = ("-e '%s'"):format(chunk)
  return program.hyla(words, nil, settings).out
end

local PAINT = 'io.write(require("hyla.term").painter(1)("red", "x"))'

function T.a_file_gets_no_colour()
  check.equal(under("", PAINT), "x")
end

function T.colour_can_be_forced_and_forbidden()
  check.equal(under("CLICOLOR_FORCE=1", PAINT), "\27[31mx\27[0m")
  check.equal(under("CLICOLOR_FORCE=0", PAINT), "x")
  check.equal(under("CLICOLOR_FORCE=1 NO_COLOR=1", PAINT), "x")
end

--- The same with a terminal for all three streams, which script of util-linux makes.
local function on_terminal(settings, chunk)
  local hyla = os.getenv("HYLA_BINARY") or "build/hyla"
  local command = ("%s %s -e %s"):format(settings, program.quote(hyla), program.quote(chunk))
  local _, out = program.shell(
    ("env -u NO_COLOR -u HYLA_PROGRESS TERM=xterm script -qec %s /dev/null"):format(
      program.quote(command)
    )
  )
  return out
end

local PROGRESS = 'io.write(tostring(require("hyla.term").progress()))'

function T.progress_is_for_terminals_unless_it_is_asked_for()
  check.equal(under("NO_COLOR= HYLA_PROGRESS=", PROGRESS), "nil")
  check.equal(under("HYLA_PROGRESS=plain", PROGRESS), "plain")
  if program.shell("command -v script") ~= 0 then
    print("skipped: wanted the program script")
    return
  end
  check.equal(on_terminal("", PROGRESS), "live")
  check.equal(on_terminal("NO_COLOR=1", PROGRESS), "nil")
  check.equal(on_terminal("TERM=dumb", PROGRESS), "plain")
end

function T.the_first_locale_that_is_set_decides()
  local unicode = 'io.write(tostring(require("hyla.term").is_unicode()))'
  check.equal(under("LC_ALL=C.UTF-8", unicode), "true")
  check.equal(under("LC_ALL=C LANG=C.UTF-8", unicode), "false")
  check.equal(under("LC_ALL= LC_CTYPE= LANG=de_DE.utf8", unicode), "true")
end

function T.what_is_no_terminal_is_80_wide()
  check.equal(under("", 'io.write(require("hyla.term").columns(1))'), "80")
end

function T.what_a_candidate_says_steers_no_terminal()
  local plain = require("hyla.term").plain
  check.equal(plain("a\nb\tc\27[2J\r\127\0"), "a b\tc?[2J???")
  check.equal(plain("\195\164 \194\155 \194\160"), "\195\164 ? \194\160")
end

return T
