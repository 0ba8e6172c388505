--- lua/hyla/growth.lua

local beliefs = require("hyla.belief")
local check = require("tests.support.check")
local growth = require("hyla.growth")
local mine = require("hyla.mine")

local function step(editor, value)
  return {
    editor = editor,
    part = "agent",
    site = { class = "look", label = "" },
    arguments = { x = value },
    source = "random",
    action = editor .. "@look random",
  }
end

-- winners of one family, of which the later ones, which are better, often have a and b
local function winners()
  local list = {}
  for i = 1, 60 do
    local steps = { step("junk" .. i % 5, 1) }
    if i % 4 == 0 then
      steps = { step("a", i), step("junk" .. i % 3, 1), step("b", 1) }
    end
    list[i] = { family = "f", score = i % 4 == 0 and 1 or i / 200, steps = steps }
  end
  return list
end

local function phi_of()
  local phi = { all = beliefs.new(), uses = {}, growth = growth.new() }
  phi.all.base["a@look random"] = { mean = 1, variance = 0.1 }
  phi.all.base["b@look random"] = { mean = 1.5, variance = 0.1 }
  return phi
end

-- all winners teach, so that what is common among the best stands out
local function find()
  return mine.veins(winners())
end

local function revise(phi, charged)
  return growth.revise(phi, { charged = charged, winners = winners() }, find)
end

local T = {}

function T.nothing_grows_before_its_time()
  check.equal(revise(phi_of(), 100), nil)
end

function T.what_belongs_together_becomes_an_editor_with_its_argument_open()
  local revision = revise(phi_of(), 300)
  local source = revision.parts["editors/macro_1"]
  check.contains(source, 'editor = "a"')
  check.contains(source, 'open = { argument = "x", step = 1 }')
  check.near(revision.phi.all.hints.macro_1.mean, 2.5)
end

function T.the_same_is_not_made_twice()
  local phi = phi_of()
  revise(phi, 300)
  check.equal(revise(phi, 350), nil)
  check.equal(next(revise(phi, 450).parts), nil)
end

function T.an_editor_that_does_not_pay_is_dropped()
  local phi = phi_of()
  revise(phi, 300)
  phi.uses = { macro_1 = { count = 30, paid = 3 } }
  for i = 1, 10 do
    phi.uses["e" .. i] = { count = 10, paid = i }
  end
  check.equal(revise(phi, 450).parts["editors/macro_1"], false)
  check.equal(phi.all.hints.macro_1, nil)
end

function T.one_that_pays_stays()
  local phi = phi_of()
  revise(phi, 300)
  phi.uses = { macro_1 = { count = 30, paid = 90 }, e1 = { count = 10, paid = 10 } }
  check.equal(revise(phi, 450).parts["editors/macro_1"], nil)
end

return T
