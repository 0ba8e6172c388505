--- lua/hyla/study/plots.lua

local check = require("tests.support.check")
local claims = require("hyla.study.claim")
local outlines = require("hyla.study.outline")
local plots = require("hyla.study.plots")
local studies = require("tests.support.study")

local T = {}

local function plots_of(changes, seeds)
  local study = setmetatable(changes, { __index = studies.new(seeds or 3) })
  local outline = assert(outlines.of(study))
  return plots.of(outline, claims.of(outline))
end

function T.every_method_has_its_curve_but_ablations()
  local body = plots_of({}).curves.body
  for _, label in ipairs({ "uniform", "warm bandit", "learned" }) do
    check.contains(body, ">" .. label .. "</text>")
  end
  check.falsy(body:find(">without archive</text>", 1, true))
  check.contains(plots_of({ ablations = false }).curves.body, ">without archive</text>")
end

function T.only_methods_that_learn_are_shown_against_meta_training()
  local body = plots_of({}).compounding.body
  check.contains(body, ">learned</text>")
  check.falsy(body:find(">uniform</text>", 1, true))
end

function T.families_are_panels()
  local drawing = plots_of({}).families
  for _, family in ipairs({ "rings", "sparse", "xor" }) do
    check.contains(drawing.body, ">" .. family .. "</text>")
  end
end

function T.features_that_show_nothing_are_grey()
  local body = plots_of({}, 12).ablations.body
  check.contains(body, '<rect class="f1"')
  check.contains(body, '<rect class="f7"')
  check.contains(body, ">memory editor</text>")
end

function T.a_study_without_ablations_has_no_plot_of_them()
  check.equal(plots_of({ ablations = false }).ablations, nil)
end

function T.long_curves_are_shown_at_some_places()
  local list = plots.ks({ last = 20 })
  check.equal(#list, 21)
  check.equal(list[1], 0)
  list = plots.ks({ last = 10000 })
  check.truthy(#list <= 61)
  check.equal(list[1], 1)
  check.equal(list[#list], 10000)
end

return T
