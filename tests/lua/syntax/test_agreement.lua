--- lua/hyla/syntax/grammar.lua: what LuaJIT compiles is what parses.

local check = require("tests.support.check")
local rng = require("hyla.rng")
local syntax = require("hyla.syntax")
local trees = require("tests.lua.syntax.trees")

local MUTANT_COUNT = 600

--- The limits of LuaJIT's registers, which are no matter of syntax.
local LIMITS = { "more than %d+", "too complex", "too many syntax levels" }

local T = {}

local SNIPPETS = {
  ";", "x=1;;", "return;;", "do ; end", "return\n;", "local function f() return; end",
  "while 1 do break; end", "while 1 do break x=1 end", "do break end",
  "while 1 do function f() break end end", "repeat break until 1",
  "goto = 1", "local goto = 2", "a.goto = 1", "goto x ::x::", "goto goto ::goto::", "goto\nx=1",
  "::goto::", "::a:: ::a::", "::a:: do ::a:: end", "do ::a:: end goto a", "goto a do ::a:: end",
  "f()::a::", "do goto l; local a ::l:: print(a) end", "do goto l; local a ::l:: end",
  "do goto l; local a ::l:: ; end", "repeat goto c; local x ::c:: until x",
  "while 1 do goto c; local x; ::c:: end", "do goto l; local a ::l:: ::m:: end",
  "return 0b1", "return 0b2", "return 1LL", "return 1llu", "return 1uLL", "return 1.5LL",
  "return 1e2LL", "return 0x1p3LL", "return 1i", "return 1.5I", "return 0x1.8p1i", "return 0x.8",
  "return 0x1.", "return 0x", "return .5", "return 5.", "return 1e", "return 1e+5", "return 0x1p",
  "return 3x", "return 1..2", "return 1 ..2", "return 0xep1", "return 0xp1", "return 0x1e+5",
  "return 1__", "return 08", "return 1e999", "return 99999999999999999999LL", "return 0x1ULL",
  "return '\\u{110000}'", "return '\\u{d800}'", "return '\\u{10FFFF}'", "return '\\u{}'",
  "return '\\q'", "return '\\256'", "return '\\255\\0'", "return '\\z  \n x'", "return '\\\r\n'",
  "return '\\x4'", "return '\\x41'", "return 'a\nb'", "return 'a\rb'", "return \"'\"", "return '",
  "#!a\nreturn 1", "#!a", "\239\187\191#x\nreturn 1", "\n#x",
  "f\n(g)", "f --[[x]](g)", "f --[[\n]](g)", "f\n{}", "f\n''", "a=b\n(f)()", "x=1\n(f)()",
  "a:b\n(c)", "f()\n.x=1", "f()\n[1]=1", "\195\169=1",
  "(a)=1", "(a).b=1", "(f())", "f().x,y=1,2", "a,b,f()=1", "a.b", "a:b", "a:b=1", "f'x'.y=1",
  "a[=[x]=]", "a[[x]]", "x={[[x]]=1}", "x={[ [[x]] ]=1}", "x=a[ [[x]] ]", "x=[=x", "x=[==[",
  "--[[",
  "--[==", "--[==[ ]=]", "return a...b", "return a.. ...", "return - - x", "return not not x",
  "return 1//2", "return 1&2", "return ~1", "return 1 ~= 2", "return !1", "x += 1", "x=1 == 2",
  "'x':rep()", "('x'):rep()", "f=function() end()", "x={}{}", "return function(...) return ... end",
  "function f() return ... end", "return ...",
  "function f(...) return function() return ... end end",
  "for i=1 do end", "for i=1,2,3 do end", "for i=1,2,3,4 do end", "for a.b=1,2 do end",
  "for a,b=1,2 do end", "for a,b in c do end", "for a in do end", "function a.b.c:d() end",
  "function a.b:c.d() end", "function a[1]() end", "return function(...,a) end",
  "return function(a,) end", "local function a.b() end", "local a.b = 1", "local x <const> = 1",
  "{}", "return {,}", "return {1;2,}", "return {a=1,[2]=3;f=4}", "return {;}", "return {a b}",
  "if x then elseif y then else end", "if x then else elseif y then end", "if x then", "end",
  "return x\0", "x=1\26", "return '\0'", "--\0", "local end = 1", "x.and = 1", "x=1 y=2", "f()g()",
}

local function is_limit(message)
  for _, pattern in ipairs(LIMITS) do
    if message and message:find(pattern) then
      return true
    end
  end
  return false
end

--- Returns what LuaJIT and the parser disagree about, or nil.
local function disagreement(source)
  local compiled, why = loadstring(source, "=source")
  local tree, message = syntax.parse(source)
  if (compiled ~= nil) ~= (tree ~= nil) and not is_limit(why) then
    return ("%q: LuaJIT says %s, the parser says %s"):format(source, why or "yes", message or "yes")
  end
  return nil
end

--- Drops, doubles or swaps a piece of a source.
local function mutate(source, draws)
  local pieces = trees.pieces(source)
  local one, other = draws:integer(#pieces), draws:integer(#pieces)
  local mutation = draws:integer(3)
  if mutation == 1 then
    pieces[one] = ""
  elseif mutation == 2 then
    pieces[one] = pieces[one] .. " " .. pieces[one]
  else
    pieces[one], pieces[other] = pieces[other], pieces[one]
  end
  return table.concat(pieces)
end

function T.snippets_are_judged_as_luajit_judges_them()
  for _, source in ipairs(SNIPPETS) do
    check.equal(disagreement(source), nil)
  end
end

function T.mutants_of_real_files_are_judged_as_luajit_judges_them()
  local draws, sources = rng.new(5), trees.sources()
  for _ = 1, MUTANT_COUNT do
    check.equal(disagreement(mutate(sources[draws:integer(#sources)].source, draws)), nil)
  end
end

return T
