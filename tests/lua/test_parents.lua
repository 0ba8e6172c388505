--- lua/hyla/parents.lua

local check = require("tests.support.check")
local parents = require("hyla.parents")
local random = require("hyla.rng")

local ROWS = {
  { n = 11, score = 0.9, children = 8 },
  { n = 12, score = 0.8, children = 0 },
  { n = 13, score = 0.1, children = 0 },
  { n = 14, score = 0.1, children = 3 },
}

-- how often each row is picked of a thousand times
local function counts(rule, rows)
  local rng, picked = random.new(1), {}
  for i = 1, 1000 do
    local n = parents.pick(rule, rows or ROWS, rng:split(i)).parent
    picked[n] = (picked[n] or 0) + 1
  end
  return picked
end

-- the shares that some weights ask for, within five standard errors
local function follows(rule, weights, rows)
  local picked, total = counts(rule, rows), 0
  for _, weight in ipairs(weights) do
    total = total + weight
  end
  for i, weight in ipairs(weights) do
    local share = weight / total
    local room = 5 * math.sqrt(1000 * share * (1 - share))
    check.truthy(math.abs((picked[(rows or ROWS)[i].n] or 0) - 1000 * share) <= room)
  end
end

local T = {}

function T.ranks_fall_by_half_a_unit_and_children_by_their_root()
  local e = math.exp
  follows("rank", { 1 / 3, e(-0.5), e(-1), e(-1.5) / 2 })
end

function T.the_sigmoid_bends_at_the_mean_of_the_top_three()
  local middle = (0.9 + 0.8 + 0.1) / 3
  local function s(score)
    return 1 / (1 + math.exp(-10 * (score - middle)))
  end
  follows("sigmoid", { s(0.9) / 9, s(0.8), s(0.1), s(0.1) / 4 })
  follows("crowded", {
    s(0.9) * math.exp(-1),
    s(0.8),
    s(0.1),
    s(0.1) * math.exp(-(3 / 8) ^ 3),
  })
end

-- 3 is the best, but all its edits were in vain; those of 2 gained
function T.a_clade_is_picked_by_what_its_line_gained()
  local rows = {
    { n = 3, parent = 1, score = 0.5, children = 2 },
    { n = 4, parent = 2, score = 0.48, children = 0 },
    { n = 2, parent = 1, score = 0.4, children = 1 },
    { n = 6, parent = 3, score = 0.1, children = 0 },
    { n = 1, score = 0.4, children = 2 },
  }
  local e = math.exp
  -- the hopes: 3: 0.5 + (0.1 - 0.2) / 2; 4: 0.48 + 0.08; 2: 0.4 + 0.04 / 1.5; 6: 0.1 - 0.4
  follows("clade", { e(-0.5) / 3 ^ 0.5, 1, e(-1) / 2 ^ 0.5, e(-2), e(-1.5) / 3 ^ 0.5 }, rows)
end

function T.the_best_may_be_all_there_is()
  check.equal(counts("best")[11], 1000)
  check.equal(parents.pick("rank", { ROWS[3] }, random.new(1)).parent, 13)
end

return T
