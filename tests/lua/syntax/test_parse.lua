--- lua/hyla/syntax/parse.lua

local check = require("tests.support.check")
local syntax = require("hyla.syntax")
local trees = require("tests.lua.syntax.trees")

local T = {}

--- Returns the message for a source that is not Lua.
local function refusal(source)
  local tree, message = syntax.parse(source, "part.lua")
  check.equal(tree, nil)
  return message
end

function T.print_gives_back_every_byte()
  for _, source in ipairs({
    "", "\n", " \t", "-- only a comment", "#!/usr/bin/luajit\nreturn 1", "x = 1\r\ny = 2\r\n",
    "return", "\239\187\191return 1", "do --[[ a ]] end -- b", "f();g();", "x=[==[\r\n]]\n]==]",
    "--[[\n\n]]f{--[=[]]]=]1,}", "return\t-\n1\v", "x = '\\z\n  \\\n'",
  }) do
    check.equal(syntax.print(assert(syntax.parse(source))), source)
  end
end

function T.print_gives_back_every_file()
  local sources = trees.sources()
  check.truthy(#sources > 100)
  for _, file in ipairs(sources) do
    check.equal(syntax.print(assert(syntax.parse(file.source, file.path))), file.source)
  end
end

function T.the_text_of_a_node_is_its_gaps_and_children()
  local tree = assert(syntax.parse("local a, b = f(1)[2] --[[c]] ; return -a ^ b, { x = 'y' }\n"))
  syntax.walk(tree, function(node)
    if node.gaps then
      local text = node.gaps[1]
      for index, child in ipairs(node) do
        text = text .. child.text .. node.gaps[index + 1]
      end
      check.equal(text, node.text)
    end
  end)
end

function T.children_have_names()
  local tree = assert(syntax.parse("function M.f(a, ...) return M.x[1] + #a:g() end"))
  local statement = tree[1]
  check.equal(statement.target.object.text, "M")
  check.equal(statement.parameters[2].kind, "Vararg")
  local sum = statement.body[1].values[1]
  check.equal(sum.operator, "+")
  check.equal(sum.left.object.key.text, "x")
  check.equal(sum.left.key.value, 1)
  check.equal(sum.right.operator, "#")
  check.equal(sum.right.operand.key.text, "g")
end

function T.an_absent_step_is_nil()
  local tree = assert(syntax.parse("for i = 1, 2 do end for i = 1, 2, 3 do f() end"))
  check.equal(tree[1].step, nil)
  check.equal(tree[1].body.kind, "Block")
  check.equal(tree[2].step.value, 3)
  check.equal(#tree[2].body, 1)
end

--- Spells an expression with all its parentheses.
local function spell(node)
  if node.kind == "Binary" then
    return "(" .. spell(node.left) .. " " .. node.operator .. " " .. spell(node.right) .. ")"
  elseif node.kind == "Unary" then
    return "(" .. node.operator .. " " .. spell(node.operand) .. ")"
  end
  return node.text
end

function T.operators_bind_as_the_manual_says()
  for source, spelled in pairs({
    ["a + b * c - d"] = "((a + (b * c)) - d)",
    ["a .. b .. c + d"] = "(a .. (b .. (c + d)))",
    ["2 ^ -3 ^ 2 * 4"] = "((2 ^ (- (3 ^ 2))) * 4)",
    ["- x ^ 2"] = "(- (x ^ 2))",
    ["not a == b"] = "((not a) == b)",
    ["a or b and c < d .. e"] = "(a or (b and (c < (d .. e))))",
    ["- - # a % b"] = "((- (- (# a))) % b)",
  }) do
    local tree = assert(syntax.parse("return " .. source))
    check.equal(spell(tree[1].values[1]), spelled)
  end
end

function T.a_message_names_the_place_what_was_wanted_and_what_came()
  for source, message in pairs({
    ["x = = 3"] = "part.lua:1:5: wanted an expression, got '='",
    ["if x the y end"] = "part.lua:1:6: wanted 'then', got 'the'",
    ["f(a b)"] = "part.lua:1:5: wanted ',' or ')', got 'b'",
    ["local x\n\nfoo bar"] = "part.lua:3:5: wanted '=', got 'bar'",
    ["while a do\n"] = "part.lua:2:1: wanted a statement or 'end', got end of file",
    ["x = 3x"] = "part.lua:1:5: wanted a well-formed number, got '3x'",
    ["x = '\\q'"] = "part.lua:1:5: wanted a string with valid escapes, got ''\\q''",
    ["f() = 1"] = "part.lua:1:1: wanted a variable, got 'f'",
    ["x = 'abc\n"] = "part.lua:1:5: wanted an expression, got ''abc'",
    ["\r\n--[[ abc"] = "part.lua:2:1: wanted a statement or end of file, got '--[[ abc'",
    ["f\n(g)"] = "part.lua:2:1: wanted '(' on the line of the function that it calls, got '('",
    ["do\n  break end"] = "part.lua:2:3: no loop to break",
    ["function f()\n return ... end"] = "part.lua:2:9: '...' outside a function that takes it",
    ["goto a"] = "part.lua:1:1: no label 'a' for goto",
    ["::a:: ::a::"] = "part.lua:1:7: label 'a' stands twice in its block",
  }) do
    check.equal(refusal(source), message)
  end
end

function T.deep_nesting_is_refused_cleanly()
  for _, source in ipairs({
    "x=" .. ("("):rep(50000) .. "1" .. (")"):rep(50000),
    "x=" .. ("{"):rep(50000),
    ("function f() "):rep(5000) .. ("end "):rep(5000),
    "x=" .. ("a.."):rep(5000) .. "a",
    "x" .. ("()"):rep(5000),
  }) do
    check.truthy(refusal(source):find("nested too deeply", 1, true))
  end
end

function T.what_luajit_can_nest_is_accepted()
  local source = ("f(function() "):rep(90) .. ("end)"):rep(90)
  check.truthy(loadstring(source) and syntax.parse(source))
end

return T
