--- Episodes: what one test episode of a study gave, and the line of text that keeps it.
--
-- A line is canonical JSON, so the same episode is the same bytes everywhere.

local canonical = require("hyla.canonical")
local hash = require("hyla.hash")

---@class Episode One search of a frozen policy on one instance of a test family.
---@field method string
---@field seed integer The unit of the statistics.
---@field held_out string The family that meta-training left out; "" where it left out none.
---@field family string The family of the instance.
---@field instance integer
---@field meta_budget number Evaluations charged to meta-training before the policy was frozen.
---@field k_curve Curve imp@k on the test cases: best by validation minus start.
---@field evaluated number Candidates that were run.
---@field charged number Evaluations that are paid for, of this episode.
---@field seconds number Wall time. Not part of what a replay gives again.
---@field outcomes table<string, integer> How many candidates ended how.

local M = {}

local function is_text(value)
  return type(value) == "string"
end

local function is_amount(value)
  return type(value) == "number" and value >= 0 and value < math.huge
end

local function is_count(value)
  return is_amount(value) and value == math.floor(value)
end

local function is_finite(value)
  return type(value) == "number" and math.abs(value) < math.huge
end

local function is_list(values, is_item)
  if type(values) ~= "table" or #values == 0 then
    return false
  end
  for i = 1, #values do
    if not is_item(values[i]) then
      return false
    end
  end
  return true
end

local function is_curve(value)
  return type(value) == "table"
    and is_count(value.last)
    and is_list(value.k, is_count)
    and is_list(value.imp, is_finite)
    and #value.k == #value.imp
    and value.k[1] == 0
end

local function are_counts(map)
  if type(map) ~= "table" then
    return false
  end
  for name, count in pairs(map) do
    if not (is_text(name) and is_count(count)) then
      return false
    end
  end
  return true
end

--- Every field, in alphabetical order, with what it must be.
local FIELDS = {
  { name = "charged", is = is_amount, wanted = "a number from 0" },
  { name = "evaluated", is = is_amount, wanted = "a number from 0" },
  { name = "family", is = is_text, wanted = "a text" },
  { name = "held_out", is = is_text, wanted = "a text" },
  { name = "instance", is = is_count, wanted = "a whole number from 0" },
  { name = "k_curve", is = is_curve, wanted = "a curve of hyla.study.curve" },
  { name = "meta_budget", is = is_amount, wanted = "a number from 0" },
  { name = "method", is = is_text, wanted = "a text" },
  { name = "outcomes", is = are_counts, wanted = "whole numbers by name" },
  { name = "seconds", is = is_amount, wanted = "a number from 0" },
  { name = "seed", is = is_count, wanted = "a whole number from 0" },
}

--- Says whether a value is an episode.
---
---@param value any
---@return true? ok
---@return string? message
function M.check(value)
  if type(value) ~= "table" then
    return nil, ("wanted an episode, got a %s"):format(type(value))
  end
  for _, field in ipairs(FIELDS) do
    if not field.is(value[field.name]) then
      local found = tostring(value[field.name])
      return nil, ("%s: wanted %s, got %s"):format(field.name, field.wanted, found)
    end
  end
  return true
end

--- Names the place of an episode in its study. No two episodes of a study have the same.
---
---@param episode Episode All but what came out of it; that is enough to ask whether it ran already.
---@return string key
function M.key(episode)
  return ("%s/%d/%s/%s/%d/%.17g"):format(
    episode.method,
    episode.seed,
    episode.held_out,
    episode.family,
    episode.instance,
    episode.meta_budget
  )
end

--- Writes an episode as a line, without the newline.
---
---@param episode Episode
---@return string? line
---@return string? message
function M.encode(episode)
  local ok, message = M.check(episode)
  if not ok then
    return nil, message
  end
  local plain = {}
  for _, field in ipairs(FIELDS) do
    plain[field.name] = episode[field.name]
  end
  return canonical.encode(plain, "episode")
end

--- Reads a line.
---
---@param line string
---@return Episode?
---@return string? message
function M.decode(line)
  local value, reason = canonical.decode(line)
  if value == nil then
    return nil, reason or "wanted an episode, got null"
  end
  local ok, message = M.check(value)
  return ok and value, message
end

--- Returns a digest of what a replay of a study gives again: all but the wall times, in whatever
--- order the episodes were run.
---
---@param episodes Episode[]
---@return string digest
function M.fingerprint(episodes)
  local lines = {}
  for i, episode in ipairs(episodes) do
    local timeless = setmetatable({ seconds = 0 }, { __index = episode })
    lines[i] = assert(M.encode(timeless))
  end
  table.sort(lines)
  return hash.hex(table.concat(lines, "\n"))
end

return M
