--- A task of a moment: is the mean of three numbers above a half?

local M = { options = {} }

local Task = {}
Task.__index = Task

local SEEDS = { train = 1, validation = 2, test = 3 }

--- Opens the task; there is nothing to look for.
---
---@param _ table
---@param context TaskContext
---@return Task
function M.open(_, context)
  return setmetatable({
    name = "toy",
    schema = {
      fields = { { name = "marks", kind = "numbers" }, { name = "title", kind = "text" } },
      answers = { "low", "high" },
    },
    limits = {},
    rng = context.rng,
    is_loaded = false,
  }, Task)
end

--- Reads the data, of which there are none.
function Task:load()
  self.is_loaded = true
  return true
end

--- Draws thirty cases.
function Task:cases(split)
  assert(self.is_loaded, "cases before load")
  local rng, cases = self.rng:split(split .. SEEDS[split]), {}
  for i = 1, 30 do
    local marks = { rng:uniform(), rng:uniform(), rng:uniform() }
    local is_high = marks[1] + marks[2] + marks[3] > 1.5
    local input = { marks = marks, title = is_high and "fine and long" or "short" }
    cases[i] = { id = split .. i, input = input, answer = is_high and "high" or "low" }
  end
  return cases
end

--- Returns the share of right answers.
function Task:measure(answers, cases)
  local right = 0
  for i, case in ipairs(cases) do
    right = right + (answers[i] == case.answer and 1 or 0)
  end
  return right / #cases
end

--- Returns what each answer adds to it.
function Task:scorer()
  return {
    low = 0,
    high = 1,
    score = function(answer, case)
      return answer == case.answer and 1 or 0
    end,
  }
end

return M
