--- lua/hyla/repl/docs.lua

local check = require("tests.support.check")
local docs = require("hyla.repl.docs")
local modules = require("hyla.repl.modules")
local sources = require("hyla.repl.sources")

local T = {}

local function text_of(name, typed)
  rawset(_G, "hyla", modules.table("hyla."))
  rawset(_G, "x", require("hyla.tensor").ones(2))
  local doc, message = docs.find(name, typed or sources.new())
  rawset(_G, "hyla", nil)
  rawset(_G, "x", nil)
  return doc and docs.text(doc) or message
end

function T.a_function_of_lua_has_the_comment_above_it()
  local text = text_of("hyla.nearest.word")
  check.contains(text, "hyla.nearest.word(word, known)\n  Returns the word that is closest")
  check.contains(text, "    word: string\n    known: string[] In the order")
  check.contains(text, "    -> string?\n  at ")
  check.contains(text, "lua/hyla/nearest.lua:")
end

function T.a_function_of_c_has_its_stub()
  local text = text_of("hyla.tensor.zeros")
  check.contains(text, "hyla.tensor.zeros(shape, dtype)\n  A shape is a list")
  check.contains(text, "lua/meta/tensor.lua:")
  check.contains(text_of("x:shape"), "-> integer[]")
  check.contains(text_of("hyla.hash.hex"), "lua/meta/hash.lua:")
end

function T.a_module_has_the_top_of_its_file()
  check.contains(text_of("hyla.nearest"), "Nearest words: what somebody probably meant")
  check.contains(text_of("hyla.nearest"), "has hint, word")
  check.contains(text_of("hyla.tensor"), "Tensors: arrays of numbers")
end

function T.what_was_typed_has_its_own_comment()
  local typed = sources.new()
  typed:add("-- Doubles.\nfunction double(n)\n  return 2 * n\nend")
  rawset(_G, "double", assert(loadstring("\nreturn function(n)\n  return 2 * n\nend", "=stdin"))())
  local text, source = text_of("double", typed), docs.source("double", typed)
  rawset(_G, "double", nil)
  check.equal(text, "double(n)\n  Doubles.\n  at stdin:2")
  check.equal(source, "stdin:2\n   2 | function double(n)\n   3 |   return 2 * n\n   4 | end")
end

function T.everything_else_is_described()
  check.contains(text_of("string.rep"), "Lua's own")
  check.equal(text_of("_VERSION"), "_VERSION\n  string: Lua 5.1")
end

function T.a_wrong_name_is_told_of()
  check.equal(text_of("hyla.nearest.wrd"), "no 'hyla.nearest.wrd'; did you mean word?")
  check.contains(select(2, docs.source("string.rep", sources.new())), "written in C")
  check.contains(select(2, docs.source("none", sources.new())), "wanted the name of a function")
end

return T
