--- lua/hyla/repl/modules.lua

local check = require("tests.support.check")
local modules = require("hyla.repl.modules")

local T = {}

local function has(list, word)
  for _, other in ipairs(list) do
    if other == word then
      return true
    end
  end
  return false
end

function T.modules_of_lua_and_of_c_are_listed()
  local names = modules.below("hyla.")
  check.truthy(has(names, "tensor"))
  check.truthy(has(names, "evolve"))
  check.truthy(has(names, "chart"))
  check.falsy(has(names, "init"))
  check.truthy(has(modules.below("hyla.chart."), "svg"))
  check.equal(#modules.below("no.such."), 0)
end

function T.a_field_is_the_module()
  local hyla = modules.table("hyla.")
  check.equal(hyla.inspect, require("hyla.inspect"))
  check.equal(hyla.chart.svg, require("hyla.chart.svg"))
  check.equal(hyla.nn, require("hyla.nn"))
end

function T.a_wrong_name_is_an_error_that_guesses()
  local hyla = modules.table("hyla.")
  check.fails("no module 'hyla.tensr'; did you mean tensor?", function()
    return hyla.tensr
  end)
end

function T.only_tables_of_modules_have_a_prefix()
  check.equal(modules.prefix_of(modules.table("hyla.")), "hyla.")
  check.equal(modules.prefix_of({}), nil)
  check.equal(modules.prefix_of("hyla."), nil)
end

return T
