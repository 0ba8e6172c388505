--- Words: what the programs of tests/fuzz/programs.lua are made of.
--
-- A signature has a letter for each argument: a number, a string, a pattern, a table, a function,
-- a tensor (T), or anything.

local tensor = require("hyla.tensor")
local keys = require("hyla.keys")

local M = {}

M.PREAMBLE = [[local t, r = require("hyla.tensor"), require("hyla.rng").new(1)
local T = t.tensor({ { 1, 2, 3 }, { 4, 5, 6 } })]]

--- Splits "a, b" into { "a", "b" }.
local function split(text)
  local words = {}
  for word in text:gmatch("[^,%s][^,]*") do
    words[#words + 1] = word
  end
  return words
end

--- Splits "name signature, ..." into { { "name", "signature" }, ... }.
local function split_calls(text)
  local calls = {}
  for i, word in ipairs(split(text)) do
    local name, signature = word:match("^(%S+)%s*(%a*)%s*$")
    calls[i] = { name, signature }
  end
  return calls
end

M.OPERATORS = split("+, -, *, /, %, ^, .., ==, ~=, <, <=, >, >=, and, or")

M.EVENTS = split("__index, __newindex, __call, __add, __sub, __concat, __eq, __lt, __le, __unm, "
  .. "__mul, __tostring, __mode, __metatable, __gc, __len")

M.PATTERNS = split("a, ., a*, .-, (.), %1, %b(), %f[%w], [^a], [, %, ^, $, (), %d+, a?, [%a-z], "
  .. "%z, -, (, ), .*")

M.GLOBALS = split("g, print, string, _G, os, require, pairs, math, tensor, tostring")

M.FUNCTIONS = split("print, pcall, error, type, tostring, next, require, select, rawset, unpack, "
  .. "coroutine.yield, coroutine.wrap, setmetatable, string.rep, table.sort")
M.FUNCTIONS[#M.FUNCTIONS + 1] = "function(...) return ... end"
M.FUNCTIONS[#M.FUNCTIONS + 1] = "function() error({}) end"
M.FUNCTIONS[#M.FUNCTIONS + 1] = "function(a, b) return a < b end"

M.VALUES = {
  n = split("0, 1, -1, 2, 3, 7, 16, 0.5, -0, 255, 1e3, 1e9, 2^31, -2^31, 2^53, 2^63, 1e308, "
    .. "5e-324, (0/0), (1/0), (-1/0), x, x, 1LL, math.pi"),
  s = { '""', '"a"', '"abc"', '"%"', '"\\0"', '"0x10"', '("x"):rep(1000)', '"__index"', '"os"',
    '"\\255\\1"', '"1e400"', '"%s%d%p"' },
  t = { "{}", "{ 1, 2, 3 }", '{ a = 1, "b" }', "{ { {} } }", "{ nil, 1 }", "math", "string" },
  a = split('nil, true, false, 0, "", {}, print, x, 1ULL, 2i, coroutine.create(print)'),
  T = { "T", "T", "t.ones(3)", "t.zeros({ 0, 2 })", "t.tensor(x)", 't.tensor({ 1, 2 }, "i64")',
    "t.tensor(2):requires_grad()", "T:transpose()", "T:narrow(2, 2, 2)",
    "t.full({ 2, 2 }, 0 / 0)" },
}

M.CALLS = split_calls([[
assert aa, error an, getmetatable a, ipairs t, next ta, pairs t, pcall fa, rawequal aa, rawget ta,
rawset taa, select naa, setmetatable tt, tonumber sn, tostring a, type a, unpack tnn, xpcall ffa,
print a, require s, bit.band nn, bit.lshift nn, bit.tohex nn, bit.bswap n, bit.rol nn, bit.arshift
nn, bit.bnot n, bit.tobit n, coroutine.create f, coroutine.wrap f, coroutine.yield a,
coroutine.running, coroutine.isyieldable, coroutine.status a, coroutine.resume aa, math.abs n,
math.ceil n, math.fmod nn, math.frexp n, math.ldexp nn, math.log nn, math.max nnn, math.modf n,
math.pow nn, math.random nn, math.randomseed n, math.tan n, math.atan2 nn, string.byte snn,
string.char nn, string.find spn, string.format saa, string.gmatch sp, string.gsub spf, string.gsub
spt, string.gsub spsn, string.len s, string.match spn, string.rep snn, string.reverse s,
string.sub snn, string.upper s, table.concat tsnn, table.insert tna, table.insert ta, table.maxn
t, table.move tnnnt, table.remove tn, table.sort tf, require("hyla.rng").new n,
require("hyla.syntax").parse s, require("hyla.kit.text").bag s, require("hyla.nest").flatten t
]])

M.TEXT_METHODS = {
  { "s", "rep", "n" }, { "s", "gsub", "pf" }, { "s", "find", "pn" }, { "s", "sub", "nn" },
  { "s", "byte", "nn" }, { "s", "format", "aa" }, { "s", "match", "p" }, { "s", "upper", "" },
  { "s", "gmatch", "p" },
}

--- Every function of hyla.tensor, as a function of the module and as a method of tensors: what they
--- want is for chance to find.
local SIGNATURES = { "T", "TT", "Tn", "Tnn", "TTT", "t", "tn", "Ta", "TnT", "tr", "Tt", "n" }

M.TENSORS, M.METHODS = {}, {}
for i, name in ipairs(keys.sorted(tensor)) do
  if type(tensor[name]) == "function" and name ~= "threads" then
    for k = 0, 3 do
      local signature = SIGNATURES[(i + 5 * k) % #SIGNATURES + 1]:gsub("r", "a")
      M.TENSORS[#M.TENSORS + 1] = { "t." .. name, signature }
      M.METHODS[#M.METHODS + 1] = { "T", name, (signature:gsub("^T", "", 1)) }
    end
  end
end

return M
