--- A game of edits that is small enough to enumerate: 3 states, 4 editors with 2 sites, 2 steps.
--
-- An edit earns a reward by its state, editor and site, and leads to another state. The policy has
-- logits of editors for each state and of sites for each editor. All 64 courses are listed, so an
-- expectation is a sum with their probabilities, and nothing has to be drawn.

local nest = require("hyla.nest")
local random = require("hyla.rng")
local score = require("hyla.game.score")
local tensor = require("hyla.tensor")

local M = { STATES = 3, EDITORS = 4, SITES = 2, STEPS = 2 }

-- a reward that has no pattern to help an estimator
local function reward_of(state, editor, site)
  return math.sin(7 * state + 3 * editor + 11 * site) + 0.3 * editor
end

local function next_state(state, editor, site)
  return (state + editor * site) % M.STATES + 1
end

local function rows()
  return { states = {}, editors = {}, sites = {}, rewards = {} }
end

local function extend(course, state, editor, site)
  local longer = rows()
  for name, list in pairs(longer) do
    for i, value in ipairs(course[name]) do
      list[i] = value
    end
  end
  table.insert(longer.states, state)
  table.insert(longer.editors, editor)
  table.insert(longer.sites, site)
  table.insert(longer.rewards, reward_of(state, editor, site))
  return longer
end

local function walk(course, state, list)
  if #course.states == M.STEPS then
    list[#list + 1] = course
    return
  end
  for editor = 1, M.EDITORS do
    for site = 1, M.SITES do
      walk(extend(course, state, editor, site), next_state(state, editor, site), list)
    end
  end
end

--- Returns every course of the game from its first state on.
---
---@return { states: integer[][], editors: integer[][], sites: integer[][], rewards: Tensor }
--- each [courses, steps]
function M.courses()
  local list, all = {}, rows()
  walk(rows(), 1, list)
  for i, course in ipairs(list) do
    for name, steps in pairs(course) do
      all[name][i] = steps
    end
  end
  all.rewards = tensor.tensor(all.rewards, "f64")
  return all
end

--- Returns the policy's parameters as recorded leaves: editor logits [states, editors], site logits
--- [editors, sites].
---
---@param seed integer
---@return { editors: Tensor, sites: Tensor }
function M.start(seed)
  local rng = random.new(seed)
  return {
    editors = tensor.randn({ M.STATES, M.EDITORS }, rng, "f64"):requires_grad(),
    sites = tensor.randn({ M.EDITORS, M.SITES }, rng, "f64"):requires_grad(),
  }
end

local function pick(log_policy, rows_of, chosen)
  local index = tensor.tensor(rows_of, "i64"):reshape(-1)
  local columns = tensor.tensor(chosen, "i64"):reshape(-1)
  local taken = score.taken(log_policy:index_select(1, index), columns)
  return taken:reshape(#rows_of, #rows_of[1])
end

--- Returns the log probability of each edit of each course, editor and site together.
---
---@param params { editors: Tensor, sites: Tensor }
---@param courses table
---@return Tensor  [courses, steps]
function M.taken(params, courses)
  local editors = pick(params.editors:log_softmax(), courses.states, courses.editors)
  return editors + pick(params.sites:log_softmax(), courses.editors, courses.sites)
end

--- Returns the probability of each course, as constants.
---
---@param taken Tensor  [courses, steps]
---@return Tensor  [courses]
function M.weights(taken)
  return taken:detach():sum(2):exp()
end

--- Returns the expected return, the sum over all courses.
---
---@param params { editors: Tensor, sites: Tensor }
---@param courses table
---@return Tensor  A scalar.
function M.expected(params, courses)
  return (M.taken(params, courses):sum(2):exp() * courses.rewards:sum(2)):sum()
end

--- Returns all gradients in one vector.
---
---@param objective Tensor  A scalar.
---@param params Tree
---@return Tensor
function M.slope(objective, params)
  return nest.flatten(objective:grad(params))
end

--- Returns the greatest difference of two tensors, by the greatest size of the second.
---
---@param actual Tensor
---@param expected Tensor
---@return number
function M.distance(actual, expected)
  local scale = expected:detach():abs():max():item()
  return (actual:detach() - expected:detach()):abs():max():item() / scale
end

--- Returns central differences of a function of a parameter tree, in one vector, by Richardson's
--- extrapolation from steps of h and h / 2.
---
---@param call fun(params: Tree): number
---@param params Tree
---@param h? number  0.02 by default.
---@return Tensor
function M.differences(call, params, h)
  local vector, slopes = nest.flatten(params):detach():tolist(), {}
  local function at(i, shift)
    local kept = vector[i]
    vector[i] = kept + shift
    local moved = nest.unflatten(params, tensor.tensor(vector, "f64"))
    vector[i] = kept
    return call(nest.map(tensor.requires_grad, moved))
  end
  local function central(i, step)
    return (at(i, step) - at(i, -step)) / (2 * step)
  end
  h = h or 0.02
  for i in ipairs(vector) do
    local once, twice, thrice = central(i, h), central(i, h / 2), central(i, h / 4)
    local near, nearer = (4 * twice - once) / 3, (4 * thrice - twice) / 3
    slopes[i] = (16 * nearer - near) / 15
  end
  return tensor.tensor(slopes, "f64")
end

--- Returns the mean and the total variance of gradient estimates that single courses give.
---
---@param estimate fun(course: integer): Tensor  The gradient as a vector.
---@param weights Tensor  [courses]
---@return Tensor mean
---@return number variance  The trace of their covariance.
function M.moments(estimate, weights)
  local list = {}
  for course = 1, weights:count() do
    list[course] = estimate(course):detach()
  end
  local all, shares = tensor.stack(list), weights:reshape(-1, 1)
  local mean = (all * shares):sum(1)
  return mean, ((all - mean) ^ 2 * shares):sum():item()
end

return M
