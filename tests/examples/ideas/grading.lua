--- Ideas for grading: what a person who knows graders would look at.

local WORDS = [[
local function count(text, words)
  local sum = 0
  for word in text:gmatch("%a+") do
    sum = sum + (words[word] or 0)
  end
  return sum
end

local OPINION = { clear = 1, correct = 1, complete = 1, vague = -1, wrong = -1, missing = -1 }
]]

local MEAN = [[
local function mean(list)
  local sum = 0
  for i = 1, #list do
    sum = sum + list[i]
  end
  return sum / #list
end
]]

local MEAN_MARK = MEAN .. [[
function look(_, input)
  return { mean(input.marks) }
end
]]

local MARK_AND_WORDS = MEAN .. WORDS .. [[
function look(_, input)
  return { mean(input.marks), count(input.text, OPINION), #input.text }
end
]]

local BY_GRADER = MEAN .. WORDS .. [[
-- every grader who marked a training case gets a column: their share of the panel
local function graders_of(state)
  local names, seen = {}, {}
  for _, case in ipairs(state.cases) do
    for _, name in ipairs(case.input.graders) do
      if not seen[name] then
        names[#names + 1], seen[name] = name, true
      end
    end
  end
  return names
end

function look(state, input)
  state.names = state.names or graders_of(state)
  local x = { mean(input.marks), count(input.text, OPINION), #input.text }
  for i, name in ipairs(state.names) do
    x[3 + i] = 0
    for _, grader in ipairs(input.graders) do
      x[3 + i] = x[3 + i] + (grader == name and 1 / #input.graders or 0)
    end
  end
  return x
end
strength = 0.03
]]

-- each grader's habit from what they gave and what was deserved, shrunk; then the marks corrected
-- and weighted by how far to trust their giver
local HABITS = MEAN .. WORDS .. [[
local function habits_of(state)
  local habits, overall = {}, 0
  for _, case in ipairs(state.cases) do
    for i, name in ipairs(case.input.graders) do
      local habit = habits[name] or { count = 0, sum = 0, square = 0 }
      local error_of = case.input.marks[i] - case.answer
      habit.count, habit.sum = habit.count + 1, habit.sum + error_of
      habit.square, habits[name] = habit.square + error_of ^ 2, habit
    end
  end
  for _, habit in pairs(habits) do
    habit.shift = habit.sum / (habit.count + 0.5)
    local rest = habit.square - 2 * habit.shift * habit.sum + habit.count * habit.shift ^ 2
    habit.variance = (rest + 3 * 1.5) / (habit.count + 2)
  end
  return habits
end

function look(state, input)
  state.habits = state.habits or habits_of(state)
  local sum, weights = 0, 0
  for i, name in ipairs(input.graders) do
    local habit = state.habits[name] or { shift = 0, variance = 6 }
    sum = sum + (input.marks[i] - habit.shift) / habit.variance
    weights = weights + 1 / habit.variance
  end
  return { sum / weights, count(input.text, OPINION), #input.text }
end
strength = 0.03
]]

local STUDENT = [[
local STUDENTS = { "anna", "boris", "chen", "dora", "emil", "farah" }
local without_students = look
function look(state, input)
  local x = without_students(state, input)
  for _, name in ipairs(STUDENTS) do
    x[#x + 1] = input.student == name and 1 or 0
  end
  return x
end
]]

local MARK, PASS = { answer = "mark" }, { answer = "pass" }

---@type Idea[]
local ideas = {
  { name = "mean mark", options = MARK, most = 0.65, source = MEAN_MARK },
  { name = "and words", options = MARK, least = 0.5, most = 0.75, source = MARK_AND_WORDS },
  { name = "and student", options = MARK, least = 0.6, source = MARK_AND_WORDS .. STUDENT },
  { name = "by grader", options = MARK, least = 0.75, source = BY_GRADER },
  { name = "habits", options = MARK, least = 0.83, source = HABITS .. STUDENT },
  { name = "mean mark", options = PASS, most = 0.55, source = MEAN_MARK },
  { name = "and words", options = PASS, most = 0.62, source = MARK_AND_WORDS },
  { name = "and student", options = PASS, least = 0.5, source = MARK_AND_WORDS .. STUDENT },
  { name = "by grader", options = PASS, least = 0.5, source = BY_GRADER },
}

for _, idea in ipairs(ideas) do
  idea.task = "examples.grading.task"
end

return ideas
