--- lua/hyla/binding.lua

local argument = require("hyla.argument")
local binding = require("hyla.binding")
local check = require("tests.support.check")
local random = require("hyla.rng")

local RATE = {
  name = "rate",
  kind = "number",
  value = 0.3,
  low = 0.01,
  high = 1,
  statistics = { low = 0.001, near = 0.4, high = 5 },
}

local COUNT = {
  name = "count",
  kind = "number",
  value = 3,
  low = 1,
  high = 40,
  whole = true,
  statistics = { same = 3, next = 4, one = 1, far = 25 },
}

local WORD = {
  name = "word",
  kind = "choice",
  values = { "a", "b", "c", "d" },
  weights = { 1, 3, 2, 0 },
}

local function notes_of(spec, source, value, shift)
  local notes = {}
  binding.note(notes, spec, 1, source, value, shift)
  return notes
end

-- how often draws meet each measured value is what the notes say, within five standard errors
local function agrees(spec, source, shift)
  local rng, met, chances, count = random.new(5), {}, {}, 4000
  for _ = 1, count do
    local drawn = argument.draw(spec, source, rng, shift)
    for _, note in ipairs(notes_of(spec, source, drawn.value, shift)) do
      met[note.source] = (met[note.source] or 0) + (note.is_met and 1 or 0)
      chances[note.source] = note.chance
    end
  end
  for name, chance in pairs(chances) do
    local room = 5 * math.sqrt(count * chance * (1 - chance)) + 1e-9
    check.truthy(math.abs(met[name] - count * chance) <= room, spec.name .. source .. name)
  end
  return chances
end

local function step(value, is_met, chance)
  local note = { argument = "width", index = 1, source = "statistic root" }
  note.chance, note.is_met = chance, is_met
  return {
    editor = "grow",
    part = "agent",
    site = { class = "look", label = "" },
    source = "random,=x",
    arguments = { width = value, kind = "x" },
    action = "grow@look random,=x",
    notes = { note },
  }
end

-- winners of which so many have met the statistic
local function winners(count, met, chance)
  local list = {}
  for i = 1, count do
    list[i] = { family = "f", score = 1, gains = { 0.1 }, steps = { step(i, i <= met, chance) } }
  end
  return list
end

local T = {}

function T.chances_are_those_of_the_draws()
  for _, source in ipairs({ "random", "up", "down" }) do
    agrees(RATE, source)
    agrees(COUNT, source)
  end
  agrees(RATE, "up", 0.8)
  check.near(agrees(WORD, "random").most, 0.25)
end

function T.a_value_beyond_the_bounds_is_met_at_them()
  check.truthy(agrees(RATE, "up")["statistic high"] > 0.1)
  check.near(agrees(RATE, "random")["statistic low"], 0.1 / math.log(100))
end

function T.what_is_measured_or_cannot_be_has_no_notes()
  check.equal(#notes_of(RATE, "statistic near", 0.4), 0)
  check.equal(#notes_of(WORD, "most", "b"), 0)
  check.equal(#notes_of({ name = "w", kind = "choice", values = { "a" } }, "=a", "a"), 0)
end

function T.chance_gives_no_more_than_the_tail()
  -- the chances of Binomial(40, 0.1): 9 or more 0.0155, 12 or more 0.00042
  check.truthy(binding.tail(9, 4) > 0.0155)
  check.truthy(binding.tail(12, 4) > 0.00042)
  check.equal(binding.tail(3, 4), 1)
end

function T.what_winners_met_beyond_chance_is_measured_from_then_on()
  local vein = binding.veins(winners(20, 12, 0.1))[1]
  check.equal(vein.places[1], "grow@look width=statistic root")
  check.equal(#vein.chains, 12)
  local bound = vein.chains[12][1]
  check.equal(bound.source, "statistic root,=x")
  check.equal(bound.arguments.width, 1)
  check.equal(bound.arguments.kind, "x")
end

function T.what_chance_gives_writes_nothing()
  check.equal(#binding.veins(winners(20, 3, 0.01)), 0)
  check.equal(#binding.veins(winners(20, 6, 0.2)), 0)
end

function T.steps_that_gained_nothing_tell_nothing()
  local list = winners(20, 12, 0.1)
  for _, winner in ipairs(list) do
    winner.gains[1] = 0
  end
  check.equal(#binding.veins(list), 0)
end

-- 1000 looks at 40 draws whose values mean nothing
function T.editors_are_written_for_nothing_no_more_often_than_is_said()
  local rng, written = random.new(8), 0
  for _ = 1, 1000 do
    local list = {}
    for i = 1, 40 do
      list[i] = { family = "f", score = 1, gains = { 0.1 } }
      list[i].steps = { step(i, rng:uniform() < 0.05, 0.05) }
    end
    written = written + #binding.veins(list)
  end
  check.truthy(written <= 3)
end

return T
