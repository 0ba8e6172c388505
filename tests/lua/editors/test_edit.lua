--- editors/edit_editor.lua and editors/edit_policy.lua

local check = require("tests.support.check")
local files = require("hyla.files")
local tried = require("tests.support.tried_editor")

local EDITOR = [[
local M = { name = "e", parts = { "agent" } }
local CHOICES = { "a", "b", "c" }
local COURSES = {
  flat = "(1 - 0.5 * progress)",
  steep = "%.3g",
}
function M.sites()
  return { { class = "learn +" }, { class = "look" }, { class = "learn" }, { class = "learning" } }
end
function M.arguments()
  return CHOICES, COURSES
end
return M
]]

local POLICY = [[
local function cube(x)
  return x * x * x
end
local function plain(x)
  return x
end
local function value(x)
  return cube(x) + 10 * x - 0.5
end
return value
]]

local function edited(word, values)
  return tried.apply("edit_editor", EDITOR, word, values, { part = "editors" })
end

local function value(word, values)
  return tried.run(tried.apply("edit_policy", POLICY, word, values, { part = "policy" }))(2)
end

local T = {}

function T.a_choice_goes_or_comes_first()
  local few = tried.run(edited("drop CHOICES", { entry = 1 })).arguments()
  check.equal(table.concat(few, " "), "b c")
  local turned = tried.run(edited("lead CHOICES", { entry = 3 })).arguments()
  check.equal(table.concat(turned, " "), "c a b")
end

function T.a_named_text_goes()
  local _, courses = tried.run(edited("drop COURSES", { entry = 2 })).arguments()
  check.equal(courses.steep, nil)
  check.equal(courses.flat, "(1 - 0.5 * progress)")
end

function T.what_names_the_editor_stays()
  for _, site in ipairs(tried.sites("edit_editor", EDITOR, { part = "editors" })) do
    check.truthy(site.class ~= "drop M" and site.class ~= "drop parts")
  end
end

function T.a_number_moves_in_the_code_that_is_written()
  local changed = edited("number flat", { value = 0.25 })
  check.contains(changed, "(1 - 0.25 * progress)")
  check.contains(changed, '"%.3g"')
end

function T.sites_are_kept_to_one_function()
  local sites = tried.run(edited("keep", { place = "learn" })).sites()
  check.equal(#sites, 2)
  check.equal(sites[2].class, "learn")
  local again = edited("keep", { place = "learn" })
  for _, site in ipairs(tried.sites("edit_editor", again, { part = "editors" })) do
    check.truthy(site.class ~= "keep")
  end
end

function T.a_step_of_a_macro_can_go()
  local source = [[
local macro = require("hyla.macro")

return macro.editor({
  name = "m",
  parts = { "agent" },
  steps = {
    { editor = "standardise" },
    { editor = "tune_numbers", arguments = { step = 0.5 } },
  },
})
]]
  local given = { part = "editors" }
  local changed = tried.apply("edit_editor", source, "drop steps", { entry = 1 }, given)
  check.falsy(changed:find("standardise", 1, true))
  check.equal(tried.run(changed).name, "m")
end

function T.a_term_of_the_policy_goes()
  check.equal(value("drop value -", { keep = "left" }), 28)
  check.equal(value("drop value +", { keep = "right" }), 19.5)
end

function T.a_term_gets_a_weight()
  check.equal(value("weigh value +", { weight = 2 }), 47.5)
end

function T.another_function_is_asked()
  local spec = tried.argument("edit_policy", POLICY, "cube(x)", "ask", { part = "policy" })
  check.equal(table.concat(spec.values, " "), "plain value")
  check.equal(value("cube(x)", { ask = "plain" }), 21.5)
end

function T.parents_are_picked_by_another_rule()
  local source = 'return { "rank", "name" }'
  local spec = tried.argument("edit_policy", source, "rule return", "rule", { part = "policy" })
  check.equal(table.concat(spec.values, " "), "best clade crowded sigmoid")
  local values = { rule = "crowded" }
  local changed = tried.apply("edit_policy", source, "rule return", values, { part = "policy" })
  check.equal(tried.run(changed)[1], "crowded")
end

function T.a_switch_is_thrown()
  local source = "local HAS, USES = true\nlocal t = { is_on = true }\nreturn HAS and t"
  local about = { part = "policy" }
  local changed = tried.apply("edit_policy", source, "flip HAS", { to = "false" }, about)
  check.equal(changed, "local HAS, USES = false\nlocal t = { is_on = true }\nreturn HAS and t")
  local spec = tried.argument("edit_policy", changed, "flip HAS", "to", about)
  check.equal(table.concat(spec.values, " "), "true")
end

function T.shipped_sources_have_places_for_both()
  local policy = assert(files.read("agents/policy/bandit.lua"))
  local editor = assert(files.read("editors/change_schedule.lua"))
  check.truthy(#tried.sites("edit_policy", policy, { part = "policy" }) > 5)
  check.truthy(#tried.sites("edit_editor", editor, { part = "editors" }) > 5)
end

return T
