--- Ideas for surveys: what a person who knows how people tick boxes would look at.

local MEAN = [[
local function mean(list)
  local sum = 0
  for i = 1, #list do
    sum = sum + list[i]
  end
  return sum / #list
end
]]

local ONE_SIDE = MEAN .. [[
function look(_, input)
  return { mean(input.favourable) }
end
]]

local BOTH_SIDES = MEAN .. [[
function look(_, input)
  return { mean(input.favourable), mean(input.critical) }
end
]]

-- where the middle class is in the middle, one against the rest needs a bend
local BENT = MEAN .. [[
function look(_, input)
  local balance = mean(input.favourable) - mean(input.critical)
  return { balance, balance * balance }
end
]]

local WORDS = [[
local OPINION = { helpful = 1, pleasant = 1, easy = 1, slow = -1, rude = -1, broken = -1 }
local without_words = look
function look(state, input)
  local x, opinion = without_words(state, input), 0
  for word in input.remark:gmatch("%a+") do
    opinion = opinion + (OPINION[word] or 0)
  end
  x[#x + 1] = opinion
  return x
end
]]

-- the shares of the answers that a respondent gave before, drawn towards a third each
local RESPONDENT = [[
local function shares(state)
  local given = {}
  for _, case in ipairs(state.cases) do
    local name = case.input.respondent
    given[name] = given[name] or { count = 0 }
    given[name].count = given[name].count + 1
    given[name][case.answer] = (given[name][case.answer] or 0) + 1
  end
  return given
end

local without_respondent = look
function look(state, input)
  state.given = state.given or shares(state)
  local x, given = without_respondent(state, input), state.given[input.respondent] or { count = 0 }
  x[#x + 1] = ((given.content or 0) - (given.discontent or 0)) / (given.count + 3)
  return x
end
]]

local CAREFUL = [[
function weigh(_, case)
  return 1 - math.exp(-case.input.minutes / 4)
end
]]

-- each respondent's own spread of balances brings theirs to one scale
local OWN_SCALE = MEAN .. [[
local function scales(state)
  local sums = {}
  for _, case in ipairs(state.cases) do
    local name = case.input.respondent
    local balance = mean(case.input.favourable) - mean(case.input.critical)
    local sum = sums[name] or { count = 2, square = 2 * 9 }
    sum.count, sum.square, sums[name] = sum.count + 1, sum.square + balance ^ 2, sum
  end
  return sums
end

function look(state, input)
  state.scales = state.scales or scales(state)
  local sum = state.scales[input.respondent] or { count = 1, square = 9 }
  local balance = mean(input.favourable) - mean(input.critical)
  balance = balance / math.sqrt(sum.square / sum.count)
  return { balance, balance * balance }
end
]]

---@type Idea[]
local ideas = {
  { name = "one side", most = 0.5, source = ONE_SIDE },
  { name = "one side and words", source = ONE_SIDE .. WORDS },
  { name = "one side and who", source = ONE_SIDE .. RESPONDENT },
  { name = "both sides", least = 0.4, most = 0.6, source = BOTH_SIDES },
  { name = "balance and its square", least = 0.58, source = BENT },
  { name = "and words", source = BENT .. WORDS },
  { name = "and respondent", source = BENT .. WORDS .. RESPONDENT },
  { name = "balance on own scale", least = 0.63, source = OWN_SCALE },
  { name = "and words, respondent", source = OWN_SCALE .. WORDS .. RESPONDENT },
  { name = "and minutes", source = OWN_SCALE .. WORDS .. RESPONDENT .. CAREFUL },
}

for _, idea in ipairs(ideas) do
  idea.task, idea.options = "examples.survey.task", {}
end

return ideas
