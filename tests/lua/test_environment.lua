--- runtime/script/environment.h

local check = require("tests.support.check")
local trial = require("tests.support.trial")

local T = {}

local DENIED = {
  "collectgarbage", "debug", "dofile", "ffi", "gcinfo", "getfenv", "io", "jit", "load", "loadfile",
  "loadstring", "module", "newproxy", "os", "package", "setfenv",
}

--- Checks one source per name in one pool.
local function each(names, format, examine)
  trial.with_pool({ modules = { "hyla.rng", "lpeg" } }, function(pool)
    for _, name in ipairs(names) do
      examine(trial.report(pool, { source = format:format(name) }), name)
    end
  end)
end

function T.names_that_lead_out_are_denied()
  each(DENIED, "local x = pcall(function() return %s end) return 1", function(report, name)
    check.equal(report.outcome, "denied")
    check.equal(report.message, name)
  end)
end

function T.other_unknown_names_are_nil()
  check.equal(trial.value("return surely_not_there == nil and _G == nil"), true)
end

function T.nothing_reachable_leads_out()
  local reached = trial.run("return 1", { entry = "tests.support.reach_entry" })
  check.equal(reached.outcome, "ok")
  check.equal(table.concat(reached.value.found, " "), "")
  check.truthy(reached.value.visited > 80)
end

function T.the_string_library_lacks_dump()
  check.equal(trial.value("return string.dump == nil and ('').dump == nil"), true)
end

function T.the_metatable_of_strings_is_locked()
  check.equal(trial.value("return getmetatable('')"), false)
  check.equal(trial.run("getmetatable('').__index = {}").outcome, "error")
end

function T.no_metatable_gives_a_handle()
  local value = trial.value("return { getmetatable(string) == nil, getmetatable(1LL) }")
  check.equal(value[1], true)
  check.equal(value[2], "ffi")
end

function T.methods_of_strings_are_out_of_reach()
  local source = "string.upper = function() return 'poisoned' end return ('x'):upper()"
  check.equal(trial.value(source), "X")
end

function T.listed_modules_can_be_required()
  local value = trial.value("return require('hyla.rng').new(1):integer(1)", {
    modules = { "hyla.rng" },
  })
  check.equal(value, 1)
end

function T.other_modules_are_denied()
  local names = { "ffi", "io", "hyla.system", "hyla.sandbox", "jit.util", "tests.support.check" }
  each(names, "pcall(require, '%s') return 1", function(report, name)
    check.equal(report.outcome, "denied")
    check.equal(report.message, "require of " .. name)
  end)
end

function T.a_module_is_loaded_once_for_each_chunk()
  local source = "require('hyla.rng').new = 1 return require('hyla.rng').new"
  check.equal(trial.value(source, { modules = { "hyla.rng" } }), 1)
end

function T.an_integer_literal_gives_no_handle()
  each({ "getmetatable(1LL)", "type((1LL).new)", "(1LL)()", "require('ffi')" }, "return %s",
    function(report)
      check.truthy(report.outcome ~= "ok" or report.value == "ffi")
    end)
end

function T.a_chunk_cannot_change_what_others_see()
  local value = trial.value("", {
    modules = { "hyla.rng" },
    entry = "tests.support.two_entry",
  })
  check.equal(value.global, "nil")
  check.equal(value.format, "function")
  check.equal(value.module, "function")
  check.equal(value.module_of_entry, "function")
end

function T.messages_of_modules_show_no_address()
  local calls = {
    "require('hyla.nn').mlp(require('hyla.rng').new(1), { 1, 2, 1 }, { activation = %s })",
    "require('hyla.nn').mlp(require('hyla.rng').new(1), { 1, 2, 1 }, { [%s] = true })",
    "require('hyla.nest').map(print, { [%s] = require('hyla.tensor').ones(1) }, {})",
  }
  trial.with_pool({ modules = { "hyla.nest", "hyla.nn", "hyla.rng", "hyla.tensor" } },
    function(pool)
      for _, call in ipairs(calls) do
        for _, thing in ipairs({ "{}", "print", "coroutine.create(print)" }) do
          local report = trial.report(pool, { source = "return " .. call:format(thing) })
          check.equal(report.outcome, "error")
          check.falsy(report.message:find("0x", 1, true) or report.message:find("builtin"))
        end
      end
    end)
end

function T.a_name_in_a_message_is_the_chunks()
  check.equal(trial.run("error('x')").message, "candidate:1: x")
end

return T
