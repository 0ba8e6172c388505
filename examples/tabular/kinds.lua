--- Kinds: the hidden rules of tables, each of which rewards another idea.
--
-- A rule turns the numbers of a case into its hidden value, which has a spread of about 1 and is as
-- often above the kind's threshold as below, unless one of the two classes is meant to be rare.

---@class Kind
---@field fields Field[]
---@field threshold number     The hidden value from which on the answer is "yes".
---@field draw fun(rng: userdata): Rule

---@class Rule
---@field sample fun(draws: userdata, place: Place): table Draws an input.
---@field value fun(input: table): number                  Its hidden value, without noise.

local M = {}

--- Names of sources: single words, so that they can be counted as such.
M.sources = { "alder", "birch", "cedar", "hazel", "larch", "maple", "rowan", "willow" }

-- fields x1 .. xn of plain numbers
local function columns(count)
  local fields = {}
  for i = 1, count do
    fields[i] = { name = "x" .. i, kind = "number" }
  end
  return fields
end

local function normals(count, draws)
  local list = {}
  for i = 1, count do
    list[i] = draws:normal()
  end
  return list
end

local function named(values)
  local input = {}
  for i = 1, #values do
    input["x" .. i] = values[i]
  end
  return input
end

-- normal numbers in the columns x1 .. xn
local function normal_input(count)
  return function(draws)
    return named(normals(count, draws))
  end
end

-- a direction drawn evenly: weights whose squares sum to 1
local function direction(count, rng)
  local weights, sum = normals(count, rng), 0
  for i = 1, count do
    sum = sum + weights[i] ^ 2
  end
  for i = 1, count do
    weights[i] = weights[i] / math.sqrt(sum)
  end
  return weights
end

local function weighted_sum(weights, input)
  local sum = 0
  for i = 1, #weights do
    sum = sum + weights[i] * input["x" .. i]
  end
  return sum
end

-- two different columns out of so many
local function pair(count, rng)
  local first = rng:integer(count)
  local second = (first + rng:integer(count - 1) - 1) % count + 1
  return "x" .. first, "x" .. second
end

local function sign(draws)
  return draws:uniform() < 0.5 and -1 or 1
end

M.linear = { fields = columns(6), threshold = 0 }

--- Six columns in units of their own, from hundredths to hundreds, each with a centre of its own;
--- the value is a weighted sum of what they would be in one unit.
---
---@param rng userdata
---@return Rule
function M.linear.draw(rng)
  local weights, unit, centre = direction(6, rng), {}, {}
  for i = 1, 6 do
    unit[i], centre[i] = 10 ^ rng:uniform(-2, 2), rng:normal()
  end
  return {
    sample = function(draws)
      local values = normals(6, draws)
      for i = 1, 6 do
        values[i] = unit[i] * (centre[i] + values[i])
      end
      return named(values)
    end,
    value = function(input)
      local sum = 0
      for i = 1, 6 do
        sum = sum + weights[i] * (input["x" .. i] / unit[i] - centre[i])
      end
      return sum
    end,
  }
end

M.xor = { fields = columns(4), threshold = 0 }

--- Four columns; the value is the product of two of them, positive or negative.
---
---@param rng userdata
---@return Rule
function M.xor.draw(rng)
  local first, second = pair(4, rng)
  local scale = sign(rng) / 0.573  -- the mean square of a number of 0.2 to 1.2, evenly drawn
  return {
    sample = function(draws)
      local values = {}
      for i = 1, 4 do
        values[i] = sign(draws) * draws:uniform(0.2, 1.2)
      end
      return named(values)
    end,
    value = function(input)
      return scale * input[first] * input[second]
    end,
  }
end

M.rings = { fields = columns(4), threshold = 0 }

--- Four columns; the value is the squared radius in the plane of two of them.
---
---@param rng userdata
---@return Rule
function M.rings.draw(rng)
  local first, second = pair(4, rng)
  local turn = sign(rng)
  return {
    sample = normal_input(4),
    -- half the squared radius of a normal point is exponential: median log 2, spread 1
    value = function(input)
      return turn * ((input[first] ^ 2 + input[second] ^ 2) / 2 - math.log(2))
    end,
  }
end

M.sparse = { fields = columns(20), threshold = 0 }

--- Twenty columns, of which two matter.
---
---@param rng userdata
---@return Rule
function M.sparse.draw(rng)
  local first, second = pair(20, rng)
  local angle = rng:uniform(0.45, 1.1)
  local one, other = sign(rng) * math.cos(angle), sign(rng) * math.sin(angle)
  return {
    sample = normal_input(20),
    value = function(input)
      return one * input[first] + other * input[second]
    end,
  }
end

M.drift = { fields = columns(2), threshold = 0 }
table.insert(M.drift.fields, { name = "time", kind = "number" })

local LATER = 0.2

--- Two columns and the time; the weights turn with time. Training cases come from the times 0 to 1,
--- in their order, the others from 1 to 1.2.
---
---@param rng userdata
---@return Rule
function M.drift.draw(rng)
  local start, turn = rng:uniform(0, 2 * math.pi), sign(rng) * rng:uniform(0.5, 0.75) * math.pi
  return {
    sample = function(draws, place)
      local input = named(normals(2, draws))
      local share = (place.index - 0.5) / place.count
      input.time = place.split == "train" and share or 1 + LATER * share
      return input
    end,
    value = function(input)
      local angle = start + turn * input.time
      return math.cos(angle) * input.x1 + math.sin(angle) * input.x2
    end,
  }
end

M.source_bias = { fields = columns(2), threshold = 0 }
table.insert(M.source_bias.fields, { name = "source", kind = "text" })

local OFFSET_SHARE = 0.85  -- of the spread of the value

--- Two columns and the name of the source; each source has an offset of its own, which counts for
--- more than the columns do.
---
---@param rng userdata
---@return Rule
function M.source_bias.draw(rng)
  local weights, offsets, count = direction(2, rng), direction(#M.sources, rng), #M.sources
  local column_share = math.sqrt(1 - OFFSET_SHARE ^ 2)
  local offset_of = {}
  for i, source in ipairs(M.sources) do
    offset_of[source] = OFFSET_SHARE * math.sqrt(count) * offsets[i]
  end
  return {
    sample = function(draws)
      local input = named(normals(2, draws))
      input.source = M.sources[draws:integer(count)]
      return input
    end,
    value = function(input)
      return offset_of[input.source] + column_share * weighted_sum(weights, input)
    end,
  }
end

M.imbalance = { fields = columns(4), threshold = 1.07 }

--- Four columns whose weighted sum is above the threshold in one case of seven only.
---
---@param rng userdata
---@return Rule
function M.imbalance.draw(rng)
  local weights = direction(4, rng)
  return {
    sample = normal_input(4),
    value = function(input)
      return weighted_sum(weights, input)
    end,
  }
end

return M
