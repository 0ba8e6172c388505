--- Grading: from the marks that graders gave an answer, tell the mark that it deserves.
--
-- Graders have habits: one is harsh, one uses the whole scale, one hardly looks. The text of the
-- answer itself tells a little, and so does who wrote it.

local generated = require("hyla.generated")
local words = require("examples.grading.words")

local M = {}

---@type table<string, Option>
M.options = generated.options({
  answer = {
    values = { "mark", "pass" },
    default = "mark",
    meaning = "the deserved mark, a number, or whether it is a pass",
  },
})

local GRADERS = #words.graders
local HIGHEST, MIDDLE, SPREAD = 20, 10, 2  -- of the marks; half of the answers deserve a pass
local HARSHNESS = 3                        -- spread of what graders add, in marks
local STRETCH = 0.25                       -- spread of the logarithm of how much scale they use
local LEAST_NOISE, MOST_NOISE = 0.3, 2.0   -- of a grader's marks, in marks
local TONE = 0.08                          -- more good words among the opinions per mark deserved
local ABILITY = 0.8                        -- of the student, as a share of the spread of marks
local OPINIONS = 0.5                       -- share of the words that are good or bad
local LENGTH, LENGTH_PER_MARK = 9, 0.5     -- words

---@class Grader
---@field name string
---@field shift number   Marks that the grader adds; below 0 for a harsh one.
---@field stretch number How far the grader's marks lie from the middle, per mark deserved.
---@field noise number   Spread of the marks around these habits.

local function graders_of(rng)
  local graders = {}
  for i, name in ipairs(words.graders) do
    graders[i] = {
      name = name,
      shift = HARSHNESS * rng:normal(),
      stretch = math.exp(STRETCH * rng:normal()),
      noise = LEAST_NOISE * (MOST_NOISE / LEAST_NOISE) ^ rng:uniform(),
    }
  end
  return graders
end

-- what a student's answers deserve on average, by name
local function abilities_of(rng)
  local abilities = {}
  for _, name in ipairs(words.students) do
    abilities[name] = ABILITY * rng:normal()
  end
  return abilities
end

local function pick(list, draws)
  return list[draws:integer(#list)]
end

local function word_of(share_of_good, draws)
  if draws:uniform() >= OPINIONS then
    return pick(words.plain, draws)
  end
  return pick(draws:uniform() < share_of_good and words.good or words.bad, draws)
end

-- an answer's text: the better it is, the longer it is, and the more good words are in it
local function text_of(deserved, draws)
  local above, text = deserved - MIDDLE, {}
  local count = math.floor(LENGTH + LENGTH_PER_MARK * above + 2 * draws:normal())
  for i = 1, math.max(count, 4) do
    text[i] = word_of(0.5 + TONE * above, draws)
  end
  return table.concat(text, " ")
end

-- a mark in halves
local function mark_of(grader, deserved, draws)
  local mark = MIDDLE + grader.stretch * (deserved - MIDDLE) + grader.shift
  mark = math.floor(2 * (mark + grader.noise * draws:normal()) + 0.5) / 2
  return math.min(math.max(mark, 0), HIGHEST)
end

-- the marks of two or three graders, none of them twice, and their names
local function marks_of(graders, deserved, draws)
  local marks, names = {}, {}
  local first, step = draws:integer(GRADERS), draws:integer(GRADERS - 1)
  for i = 1, 1 + draws:integer(2) do
    local grader = graders[(first + step * i) % GRADERS + 1]
    marks[i], names[i] = mark_of(grader, deserved, draws), grader.name
  end
  return marks, names
end

local function instance_of(answer, rng)
  local graders, abilities = graders_of(rng), abilities_of(rng)
  local luck = math.sqrt(1 - ABILITY ^ 2)
  return {
    graders = graders,
    abilities = abilities,
    case = function(draws)
      local student = pick(words.students, draws)
      local deserved = MIDDLE + SPREAD * (abilities[student] + luck * draws:normal())
      local marks, names = marks_of(graders, deserved, draws)
      local text = text_of(deserved, draws)
      local input = { marks = marks, graders = names, student = student, text = text }
      return input, answer == "mark" and deserved or deserved >= MIDDLE and "pass" or "fail"
    end,
  }
end

--- Opens the task; nothing is drawn yet.
---
---@param options table        As declared in `M.options`, defaults filled in.
---@param context TaskContext
---@return GeneratedTask
function M.open(options, context)
  local answer = options.answer
  return generated.open({
    name = "grading." .. answer,
    schema = {
      fields = {
        { name = "marks", kind = "numbers" },
        { name = "graders", kind = "texts" },
        { name = "student", kind = "text" },
        { name = "text", kind = "text" },
      },
      answers = answer == "mark" and "number" or { "fail", "pass" },
    },
    instance = function(rng)
      return instance_of(answer, rng)
    end,
  }, options, context)
end

return M
