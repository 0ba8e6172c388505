--- lua/hyla/compose.lua

local check = require("tests.support.check")
local compose = require("hyla.compose")

local function step(editor, class, arguments, source)
  local site = { path = "1/2", label = "x", class = class }
  return { editor = editor, part = "agent", site = site, arguments = arguments, source = source }
end

local STEPS = {
  step("add_look", "look", { look = { field = "a" }, least = 0.5 }, "most,random"),
  step("swap_optimiser", "optimiser", { optimiser = "adam" }, "=adam"),
}

local T = {}

function T.a_chain_becomes_a_short_file()
  check.equal(compose.of("look_with_adam", STEPS), [[
--- Does as one edit what paid as a chain: add_look, then swap_optimiser.

local macro = require("hyla.macro")

return macro.editor({
  name = "look_with_adam",
  parts = { "agent" },
  steps = {
    {
      arguments = { least = 0.5, look = { field = "a" } },
      class = "look",
      editor = "add_look",
      source = "most,random",
    },
    { arguments = { optimiser = "adam" }, class = "optimiser", editor = "swap_optimiser" },
  },
})
]])
end

function T.an_open_argument_has_no_value()
  local source = compose.of("m", STEPS, { step = 2, argument = "optimiser" })
  check.falsy(source:find("adam", 1, true))
  check.contains(source, 'open = { argument = "optimiser", step = 2 }')
end

function T.what_cannot_be_a_macro_is_refused()
  local elsewhere = { STEPS[1], { editor = "e", part = "policy", site = {}, arguments = {} } }
  check.contains(select(2, compose.of("m", elsewhere)), "one part")
  check.contains(select(2, compose.of("m", {})), "one step")
  check.contains(select(2, compose.of("../m", STEPS)), "name")
  check.contains(select(2, compose.of("add_look", STEPS)), "itself")
  check.contains(select(2, compose.of("m", STEPS, { step = 1, argument = "x" })), "no argument x")
end

function T.the_argument_that_occurrences_differ_in_is_left_open()
  local other = { STEPS[1], step("swap_optimiser", "optimiser", { optimiser = "sgd" }, "=sgd") }
  local open = compose.opening({ STEPS, STEPS, other })
  check.equal(open.step, 2)
  check.equal(open.argument, "optimiser")
  check.equal(compose.opening({ STEPS, STEPS }), nil)
end

return T
