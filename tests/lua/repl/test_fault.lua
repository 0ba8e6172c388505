--- lua/hyla/repl/fault.lua

local check = require("tests.support.check")
local chunks = require("hyla.repl.chunk")
local faults = require("hyla.repl.fault")
local interrupt = require("hyla.interrupt")
local sources = require("hyla.repl.sources")
local t = require("hyla.tensor")

local T = {}

-- what is shown of the error of a text
local function shown(text)
  local typed = sources.new()
  typed:add(text)
  local chunk, message = chunks.compile(text)
  if not chunk then
    return faults.show(faults.of_syntax(message), typed)
  end
  local _, _, fault = interrupt.call(faults.catch, chunk.call)
  return faults.show(fault, typed)
end

function T.the_line_is_shown_and_the_name_marked()
  local text = "stdin:1: attempt to call global 'nobody' (a nil value)\n"
    .. "   1 | local x = nobody(3)\n"
    .. "     |           ^^^^^^"
  check.equal(shown("local x = nobody(3)"), text)
end

function T.a_name_that_stands_twice_is_not_marked()
  local text = shown("nobody(nobody)")
  check.contains(text, "   1 | nobody(nobody)")
  check.falsy(text:find("^^^", 1, true))
end

function T.what_does_not_compile_is_marked_too()
  check.contains(shown("x = )"), "   1 | x = )\n     |     ^")
end

function T.a_near_name_is_offered()
  check.contains(shown("prnt(1)"), "; did you mean print?")
  check.contains(shown("string.formatt('x')"), "; did you mean format?")
  rawset(_G, "x", t.ones(2))
  local text = shown("x:reshap(1, 2)")
  rawset(_G, "x", nil)
  check.contains(text, "; did you mean reshape?")
end

function T.callers_are_told_without_ours()
  local text = shown("local function f()\n  error('bad')\nend\nlocal function g() f() end\ng()")
  check.contains(text, "stdin:2: bad\n   2 |   error('bad')\n")
  check.contains(text, "called from stdin:4 in g")
  check.contains(text, "called from stdin:5")
  check.falsy(text:find("repl/", 1, true))
  check.falsy(text:find("[C]", 1, true))
end

function T.deep_recursion_is_cut_short()
  local text = "local function f(n) if n == 0 then error('x') end f(n - 1) return 1 end f(50)"
  check.contains(shown(text), " more")
end

function T.any_value_may_be_raised()
  check.equal(shown("error({ code = 7 })"):match("^[^\n]*"), "raised { code = 7 }")
  check.contains(shown("error()"), "raised nil")
  local text = shown("error(setmetatable({}, { __tostring = error }))")
  check.contains(text, "raised a value that cannot be shown")
end

return T
