--- Surveys: from ratings of statements for and against a service, tell how content somebody is.
--
-- Some agree with whatever they are asked, some use the ends of the scale only, and who is in a
-- hurry ticks what comes. Everybody answers several times.

local generated = require("hyla.generated")
local words = require("examples.survey.words")

local M = {}

---@type table<string, Option>
M.options = generated.options({})

local CLASSES = { "discontent", "neutral", "content" }

local LOWEST, MIDDLE, HIGHEST = 1, 4, 7  -- of a rating
local AGREEING = 1.0           -- spread of what respondents add to every rating
local EXTREME = 0.4            -- spread of the logarithm of how far they go from the middle
local LEVEL, WITHIN = 1.3, 0.3 -- between the moods of neighbouring classes, and spread in a class
local INCLINED = 1.2           -- spread of how much likelier a class is than the one below, in logs
local REACH = 1.5              -- points of rating per mood
local CARE, HURRY = 0.4, 1.6   -- spread of a rating in moods: in any case, and more at once
local PATIENCE = 4             -- minutes in which the hurry falls to a third
local TYPICAL_MINUTES = 6
local TONE = 0.35              -- more glad words among the opinions per mood
local OPINIONS = 0.4           -- share of the words of a remark that are opinions

---@class Respondent
---@field agreeing number Added to every rating.
---@field extreme number  Factor on the distance from the middle.
---@field inclined number Above 0 for who is more often content.

local function respondents_of(rng)
  local respondents = {}
  for _, name in ipairs(words.respondents) do
    respondents[name] = {
      agreeing = AGREEING * rng:normal(),
      extreme = math.exp(EXTREME * rng:normal()),
      inclined = INCLINED * rng:normal(),
    }
  end
  return respondents
end

local function pick(list, draws)
  return list[draws:integer(#list)]
end

-- the spread of what somebody ticks around what they feel, who takes so many minutes
local function haste(minutes)
  return CARE + HURRY * math.exp(-minutes / PATIENCE)
end

-- two to four ratings of statements that agree with a feeling
local function ratings_of(respondent, feeling, minutes, draws)
  local ratings = {}
  for i = 1, 1 + draws:integer(3) do
    local felt = feeling + haste(minutes) * draws:normal()
    local rating = MIDDLE + respondent.agreeing + REACH * respondent.extreme * felt
    ratings[i] = math.min(math.max(math.floor(rating + 0.5), LOWEST), HIGHEST)
  end
  return ratings
end

local function word_of(mood, draws)
  if draws:uniform() >= OPINIONS then
    return pick(words.plain, draws)
  end
  return pick(draws:uniform() < 0.5 + TONE * mood and words.glad or words.cross, draws)
end

local function remark_of(mood, draws)
  local remark = {}
  for i = 1, 2 + draws:integer(5) do
    remark[i] = word_of(mood, draws)
  end
  return table.concat(remark, " ")
end

-- 1 to 3, as the respondent is inclined
local function class_of(respondent, draws)
  local less, more = math.exp(-respondent.inclined), math.exp(respondent.inclined)
  local at = draws:uniform() * (less + 1 + more)
  return at < less and 1 or at < less + 1 and 2 or 3
end

local function instance_of(rng)
  local respondents = respondents_of(rng)
  return {
    respondents = respondents,
    case = function(draws)
      local name = pick(words.respondents, draws)
      local respondent = respondents[name]
      local class = class_of(respondent, draws)
      local mood = LEVEL * (class - 2) + WITHIN * draws:normal()
      local minutes = TYPICAL_MINUTES * math.exp(0.8 * draws:normal())
      return {
        favourable = ratings_of(respondent, mood, minutes, draws),
        critical = ratings_of(respondent, -mood, minutes, draws),
        respondent = name,
        minutes = minutes,
        remark = remark_of(mood, draws),
      }, CLASSES[class]
    end,
  }
end

--- Opens the task; nothing is drawn yet.
---
---@param options table        As declared in `M.options`, defaults filled in.
---@param context TaskContext
---@return GeneratedTask
function M.open(options, context)
  return generated.open({
    name = "survey",
    schema = {
      fields = {
        { name = "favourable", kind = "numbers" },
        { name = "critical", kind = "numbers" },
        { name = "respondent", kind = "text" },
        { name = "minutes", kind = "number" },
        { name = "remark", kind = "text" },
      },
      answers = CLASSES,
    },
    instance = instance_of,
  }, options, context)
end

return M
