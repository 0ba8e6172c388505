--- lua/hyla/macro.lua

local check = require("tests.support.check")
local grown = require("tests.support.grown")
local compose = require("hyla.compose")
local cell = require("hyla.cell")
local macro = require("hyla.macro")
local syntax = require("hyla.syntax")
local tried = require("tests.support.tried_editor")

local SOURCE = [[
local function f(x)
  local rate = 0.5
  local steps = 4
  return rate * steps + x
end
return f(...)
]]

-- an editor by name: a shipped one, or one of those given
local function context(macros)
  local about = tried.context()
  about.editors = function(name)
    if macros and macros[name] then
      return macros[name]
    end
    local is_there = package.searchpath("editors." .. name, package.path)
    return is_there and require("editors." .. name) or nil
  end
  return about
end

local function step(editor, class, arguments)
  return {
    editor = editor,
    part = "agent",
    site = { class = class, label = class, path = "" },
    arguments = arguments or {},
    source = "up",
  }
end

local STEPS = {
  step("mutate_constant", "f rate", { value = 2 }),
  step("mutate_constant", "f steps", { value = 10 }),
}

local function editor_of(name, steps, open)
  return assert(loadstring(assert(compose.of(name, steps, open))))()
end

local function apply(editor, source, values, about)
  local tree = assert(syntax.parse(source))
  local site = assert(editor.sites(tree, about)[1], "no site")
  local change, message = editor.apply(tree, site, values or {}, about)
  return change and syntax.print(change.tree), message
end

local function run(source, x)
  return assert(loadstring(source))(x)
end

local T = {}

function T.all_steps_are_done()
  local editor = editor_of("both", STEPS)
  check.equal(run(apply(editor, SOURCE, {}, context()), 1), 21)
  check.equal(#editor.arguments(), 0)
end

function T.places_are_found_anew()
  local moved = SOURCE:gsub("  local rate", "  local first = 7\n  x = x + first\n%0")
  check.equal(run(apply(editor_of("both", STEPS), moved, {}, context()), 1), 28)
end

function T.the_open_argument_is_asked_for()
  local editor = editor_of("both", STEPS, { step = 2, argument = "value" })
  local tree, about = assert(syntax.parse(SOURCE)), context()
  local spec = editor.arguments(tree, editor.sites(tree, about)[1], about)[1]
  check.equal(spec.value, 4)
  check.equal(spec.whole, true)
  check.equal(run(apply(editor, SOURCE, { value = 3 }, about), 1), 7)
end

function T.a_step_without_a_place_declines()
  local editor = editor_of("both", { STEPS[1], step("mutate_constant", "g +", { value = 1 }) })
  local changed, message = apply(editor, SOURCE, {}, context())
  check.equal(changed, nil)
  check.equal(message, "step 2, mutate_constant: there is no place for it")
end

function T.a_macro_of_missing_editors_has_no_sites()
  local editor = editor_of("none", { step("no_such_editor", "f") })
  check.equal(#editor.sites(assert(syntax.parse(SOURCE)), context()), 0)
  check.equal(#editor.sites(assert(syntax.parse(SOURCE)), tried.context()), 0)
end

function T.macros_of_macros_work()
  local inner = editor_of("inner", STEPS, { step = 1, argument = "value" })
  local again = step("mutate_constant", "f rate", { value = 0.25 })
  local outer = editor_of("outer", { step("inner", "f rate", { value = 2.5 }), again })
  check.equal(run(apply(outer, SOURCE, {}, context({ inner = inner })), 1), 3.5)
end

function T.a_macro_that_comes_back_to_itself_is_refused()
  local a, b = editor_of("a", { step("b", "f rate") }), editor_of("b", { step("a", "f rate") })
  local about = context({ a = a, b = b })
  check.equal(#a.sites(assert(syntax.parse(SOURCE)), about), 0)
  local site = { path = "1", label = "", class = "f rate" }
  local change, message = a.apply(assert(syntax.parse(SOURCE)), site, {}, about)
  check.equal(change, nil)
  check.contains(message, "too deep")
end

-- an editor that asks for one argument and puts its value behind the source
local function asking(spec)
  return {
    name = "ask",
    sites = function()
      return { { path = "", label = "", class = "" } }
    end,
    arguments = function()
      return { spec }
    end,
    apply = function(tree, _, values)
      return { tree = assert(syntax.append(tree, "", ("local _ = %q"):format(values[spec.name]))) }
    end,
  }
end

local function asked(spec, value, source)
  local about = context({ ask = asking(spec) })
  local plan = { name = "m", parts = { "agent" } }
  plan.steps = { { editor = "ask", arguments = { a = value }, source = source } }
  local changed, message = apply(macro.editor(plan), "local x = 1\n", {}, about)
  return changed and changed:match('= "?([^\n"]*)"?\n?$'), message
end

function T.what_was_measured_is_measured_anew()
  local choice = { name = "a", kind = "choice", values = { "p", "q" }, weights = { 1, 2 } }
  check.equal(asked(choice, "p"), "p")
  check.equal(asked(choice, "p", "most"), "q")
  local number = { name = "a", kind = "number", low = 1, high = 9, statistics = { mate = 5 } }
  check.equal(tonumber(asked(number, 2, "statistic mate")), 5)
  check.equal(tonumber(asked(number, 2, "statistic share")), 2)
  check.equal(tonumber(asked(number, 20)), 9)
end

function T.a_value_that_is_not_offered_gives_way_to_the_weightiest_or_declines()
  local weighted = { name = "a", kind = "choice", values = { "p", "q" }, weights = { 1, 2 } }
  check.equal(asked(weighted, "gone"), "q")
  local plain = { name = "a", kind = "choice", values = { "p", "q" } }
  check.contains(select(2, asked(plain, "gone")), "no value for a")
end

-- the steps that shipped editors take one after the other, each at its first site
local function steps_of(names, about)
  local source, steps = grown.COLD, {}
  for i, name in ipairs(names) do
    local tree, editor = assert(syntax.parse(source)), require("editors." .. name)
    local site = assert(editor.sites(tree, about)[1])
    steps[i] = step(name, site.class)
    for _, spec in ipairs(editor.arguments(tree, site, about)) do
      steps[i].arguments[spec.name] = spec.kind == "number" and spec.value or spec.values[1]
    end
    source = syntax.print(editor.apply(tree, site, steps[i].arguments, about).tree)
  end
  return steps, source
end

function T.a_chain_of_shipped_editors_grows_the_agent_that_they_grew()
  local task = grown.table({ kind = "linear" })
  local steps, source = steps_of({ "add_looks", "standardise", "solve_first" }, task.about)
  local about = context()
  about.facts, about.schema = task.about.facts, task.about.schema
  local changed = assert(apply(editor_of("solved", steps), grown.COLD, {}, about))
  check.equal(changed, source)
  check.truthy(grown.run(changed, task).loss < 0.6)
end

function T.candidates_may_require_it()
  local is_listed = {}
  for _, name in ipairs(cell.modules) do
    is_listed[name] = true
  end
  check.truthy(is_listed["hyla.macro"])
end

return T
