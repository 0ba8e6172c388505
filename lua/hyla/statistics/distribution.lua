--- Distributions: the normal's and Student's, as tests and intervals need them.
--
-- Relative errors are below 1e-12 where a test asks: held against scipy in the tests.

local M = {}

-- coefficients of Stirling's series, DLMF 5.11.1: B(2k) / (2k (2k - 1))
local STIRLING = { 1 / 12, -1 / 360, 1 / 1260, -1 / 1680, 1 / 1188, -691 / 360360, 1 / 156 }

--- Returns the logarithm of the gamma function.
---
---@param x number Above 0.
---@return number
function M.log_gamma(x)
  -- the series is exact to the last digits from 12 on, so climb there by the recurrence
  local product = 1
  while x < 12 do
    product = product * x
    x = x + 1
  end
  local sum, power = 0, 1 / x
  for _, coefficient in ipairs(STIRLING) do
    sum = sum + coefficient * power
    power = power / (x * x)
  end
  return (x - 0.5) * math.log(x) - x + 0.5 * math.log(2 * math.pi) + sum - math.log(product)
end

-- keeps a denominator of the fraction off zero: modified Lentz, Thompson & Barnett 1986
local function away_from_zero(value)
  return math.abs(value) < 1e-300 and 1e-300 or value
end

-- the m-th two coefficients of the fraction, DLMF 8.17.23
local function coefficients(m, x, a, b)
  local even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
  local odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
  return even, odd
end

-- the continued fraction of DLMF 8.17.22, which converges quickly for x < (a + 1) / (a + b + 2)
local function beta_fraction(x, a, b)
  local c, d = 1, 1 / away_from_zero(1 - (a + b) * x / (a + 1))
  local value = d
  for m = 1, 10000 do
    local even, odd = coefficients(m, x, a, b)
    d = 1 / away_from_zero(1 + even * d)
    c = away_from_zero(1 + even / c)
    value = value * d * c
    d = 1 / away_from_zero(1 + odd * d)
    c = away_from_zero(1 + odd / c)
    value = value * d * c
    if math.abs(d * c - 1) < 1e-16 then
      break
    end
  end
  return value
end

--- Returns the regularised incomplete beta function I_x(a, b).
---
---@param x number From 0 to 1.
---@param a number Above 0.
---@param b number Above 0.
---@param rest? number 1 - x, where the caller knows it to more digits.
---@return number
function M.incomplete_beta(x, a, b, rest)
  rest = rest or 1 - x
  if x <= 0 or rest <= 0 then
    return x <= 0 and 0 or 1
  end
  local scale = M.log_gamma(a + b) - M.log_gamma(a) - M.log_gamma(b)
  local front = math.exp(scale + a * math.log(x) + b * math.log(rest))
  if x < (a + 1) / (a + b + 2) then
    return front * beta_fraction(x, a, b) / a
  end
  return 1 - front * beta_fraction(rest, b, a) / b
end

--- Returns the chance that Student's t lies as far from 0 as a value, on either side: Abramowitz &
--- Stegun 26.7.1 with 26.5.27.
---
---@param t number May be infinite.
---@param freedom number Degrees of freedom, above 0.
---@return number p
function M.t_two_sided(t, freedom)
  if math.abs(t) == math.huge then
    return 0
  end
  local square = t * t
  local x, rest = freedom / (freedom + square), square / (freedom + square)
  return M.incomplete_beta(x, freedom / 2, 0.5, rest)
end

--- Returns the chance that Student's t is at most a value.
---
---@param t number
---@param freedom number
---@return number p
function M.t_cdf(t, freedom)
  local half = 0.5 * M.t_two_sided(t, freedom)
  return t > 0 and 1 - half or half
end

--- Returns the chance that the standard normal is at most a value: the series around 0 of Marsaglia
--- 2004, "Evaluating the normal distribution". The absolute error is below 1e-15.
---
---@param x number
---@return number p
function M.normal_cdf(x)
  if math.abs(x) > 9 then
    return x > 0 and 1 or 0
  end
  local sum, term, n = x, x, 1
  while sum + term ~= sum do
    n = n + 2
    term = term * x * x / n
    sum = sum + term
  end
  return 0.5 + sum * math.exp(-0.5 * x * x) / math.sqrt(2 * math.pi)
end

--- Returns where a growing function reaches a value between two places, by halving to the last bit.
local function solve(grow, value, low, high)
  while true do
    local middle = 0.5 * (low + high)
    if middle <= low or middle >= high then
      return middle
    end
    if grow(middle) < value then
      low = middle
    else
      high = middle
    end
  end
end

--- Returns the value that the standard normal stays below with a chance.
---
---@param p number Between 0 and 1, and not one of them.
---@return number
function M.normal_quantile(p)
  return solve(M.normal_cdf, p, -9, 9)
end

--- Returns the value that Student's t stays below with a chance.
---
---@param p number Between 0 and 1, and not one of them.
---@param freedom number
---@return number
function M.t_quantile(p, freedom)
  if p == 0.5 then
    return 0
  end
  local tail = 2 * math.min(p, 1 - p)
  local function shrinking(t)
    return -M.t_two_sided(t, freedom)
  end
  local high = 1
  while shrinking(high) < -tail do
    high = 2 * high
  end
  local t = solve(shrinking, -tail, 0, high)
  return p > 0.5 and t or -t
end

return M
