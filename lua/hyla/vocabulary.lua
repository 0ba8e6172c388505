--- Vocabularies: the actions that a policy has heard of.
--
-- To list all that could be done to a program costs more than to propose an edit of it. A policy
-- that knows actions by name asks for those that it wants most; once in a while it looks at all,
-- and takes down the names that are new to it.

local proposal = require("hyla.proposal")

local M = {}

---@alias Vocabulary string[] Each name once, in the order in which they were heard.

--- Returns a vocabulary of its own with the same names.
---
---@param names Vocabulary
---@return Vocabulary
function M.copy(names)
  return { unpack(names) }
end

local function as_set(names)
  local set = {}
  for i = 1, #names do
    set[names[i]] = true
  end
  return set
end

--- Takes down names that are not known yet.
---
---@param names Vocabulary  It is changed.
---@param heard? string[]
function M.add(names, heard)
  if not heard or #heard == 0 then
    return
  end
  local known = as_set(names)
  for _, name in ipairs(heard) do
    if not known[name] then
      known[name] = true
      names[#names + 1] = name
    end
  end
end

-- the names of some options that are not known
local function news(names, options)
  local known, heard = as_set(names), {}
  for _, option in ipairs(options) do
    if not known[option.name] then
      heard[#heard + 1] = option.name
    end
  end
  return heard
end

--- Chooses the option of the greatest value among those known by name; with a certain probability,
--- or where none of them is there, looks at all, and chooses any.
---
---@param names Vocabulary
---@param desk Desk
---@param part string
---@param curiosity number  A probability.
---@param rng Rng
---@param value_of fun(name: string): number  -math.huge for one that is not wanted.
---@return Option option
---@return string[]? heard  The names that are new, where all were looked at.
function M.choose(names, desk, part, curiosity, rng, value_of)
  if rng:uniform() >= curiosity then
    local option = proposal.best(names, value_of, function(name)
      return desk:find(part, name)
    end)
    if option then
      return option
    end
  end
  local options = desk:options(part)
  return proposal.any(options, rng), news(names, options)
end

return M
