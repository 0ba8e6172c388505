--- lua/hyla/mine.lua

local check = require("tests.support.check")
local mine = require("hyla.mine")
local random = require("hyla.rng")

local function step(editor, class)
  return { editor = editor, part = "agent", site = { class = class }, arguments = {}, source = "" }
end

-- winners of which every fourth has a and b together, and all have junk of their own
local function winners_of(count, rng)
  local winners = {}
  for i = 1, count do
    local steps = { step("junk" .. rng:integer(6), "x") }
    if i % 4 == 0 then
      table.insert(steps, 1, step("a", "look"))
      steps[#steps + 1] = step("b", "model")
    end
    steps[#steps + 1] = step("common", "act")
    winners[i] = { family = "f", score = i, steps = steps }
  end
  return winners
end

local function shown(vein)
  return table.concat(vein.places, " ")
end

local T = {}

function T.steps_that_come_together_are_found_in_their_order()
  local veins = mine.veins(winners_of(60, random.new(1)))
  check.equal(#veins, 1)
  check.equal(shown(veins[1]), "a@look b@model")
  check.equal(#veins[1].chains, 15)
  check.equal(veins[1].chains[1][2].editor, "b")
end

-- a winner that has the later steps only is no example, whatever length a list with a hole has
function T.chains_are_of_winners_that_have_all_steps()
  local winners = winners_of(400, random.new(1))
  for i = 1, 400, 16 do
    table.insert(winners[i].steps, step("b", "model"))
  end
  local veins = mine.veins(winners)
  check.equal(#veins[1].chains, 100)
  for _, chain in ipairs(veins[1].chains) do
    check.equal(chain[1].editor .. chain[2].editor, "ab")
  end
end

function T.steps_that_meet_by_chance_are_not_found()
  local rng, winners = random.new(2), {}
  for i = 1, 60 do
    local steps = {}
    for name = 1, 6 do
      if rng:uniform() < 0.5 then
        steps[#steps + 1] = step("e" .. name, "")
      end
    end
    winners[i] = { family = "f", score = i, steps = steps }
  end
  check.equal(#mine.veins(winners), 0)
end

function T.longer_sets_grow_out_of_pairs()
  local winners = winners_of(60, random.new(3))
  for _, winner in ipairs(winners) do
    if winner.steps[1].editor == "a" then
      table.insert(winner.steps, 2, step("c", "look"))
    end
  end
  local veins = mine.veins(winners)
  check.equal(shown(veins[#veins]), "a@look c@look b@model")
end

function T.what_comes_from_a_mate_is_passed_over()
  local winners = winners_of(40, random.new(4))
  for _, winner in ipairs(winners) do
    for _, one in ipairs(winner.steps) do
      one.editor = one.editor == "a" and "crossover" or one.editor
    end
  end
  check.equal(#mine.veins(winners), 0)
end

function T.only_those_above_the_median_of_their_family_teach()
  local best = mine.best({
    { family = "hard", score = 0.1 },
    { family = "hard", score = 0.3 },
    { family = "easy", score = 0.8 },
    { family = "easy", score = 0.9 },
    { family = "easy", score = 0.7 },
  })
  check.equal(#best, 2)
  check.equal(best[1].score, 0.3)
  check.equal(best[2].score, 0.9)
end

function T.random_parts_are_parts_of_one_winner()
  local winners = winners_of(20, random.new(5))
  local veins = mine.random(winners, 30, random.new(6))
  check.truthy(#veins > 5)
  for _, vein in ipairs(veins) do
    check.truthy(#vein.places > 1)
    check.equal(#vein.chains, 1)
    check.equal(#vein.chains[1], #vein.places)
  end
  check.equal(#mine.random({}, 5, random.new(7)), 0)
end

return T
