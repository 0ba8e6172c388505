--- Vocabularies: the actions that a policy has heard of.
--
-- To list all that could be done to a program costs more than to propose an edit of it. A policy
-- that knows actions by name asks for those that it wants most; once in a while it looks at all,
-- and takes down the names that are new to it. An editor that it never heard of it looks at first.

local proposal = require("hyla.proposal")

local M = {}

---@class Vocabulary
---@field names string[]                 Each once, in the order in which they were heard.
---@field editors table<string, true>    That they are of.

--- Knows nothing.
---
---@return Vocabulary
function M.new()
  return { names = {}, editors = {} }
end

--- Returns a vocabulary of its own with the same names.
---
---@param known Vocabulary
---@return Vocabulary
function M.copy(known)
  local copied = { names = { unpack(known.names) }, editors = {} }
  for editor in pairs(known.editors) do
    copied.editors[editor] = true
  end
  return copied
end

local function as_set(names)
  local set = {}
  for i = 1, #names do
    set[names[i]] = true
  end
  return set
end

--- Returns the editor of an action.
---
---@param name string
---@return string
function M.editor(name)
  return name:match("^[%w_]+")
end

--- Takes down names that are not known yet.
---
---@param known Vocabulary  It is changed.
---@param heard? string[]
function M.add(known, heard)
  if not heard or #heard == 0 then
    return
  end
  local set = as_set(known.names)
  for _, name in ipairs(heard) do
    if not set[name] then
      set[name] = true
      known.names[#known.names + 1] = name
      known.editors[M.editor(name)] = true
    end
  end
end

-- the names of some options that are not known
local function news(known, options)
  local set, heard = as_set(known.names), {}
  for _, option in ipairs(options) do
    if not set[option.name] then
      heard[#heard + 1] = option.name
    end
  end
  return heard
end

-- any option, after a look at all
local function any(known, desk, part, rng)
  local heard = news(known, desk:options(part))
  return proposal.any(desk, part, rng), heard
end

-- what editors that were never heard of can do; nil where there are none
local function strange_names(known, desk, part)
  local heard
  for _, editor in ipairs(desk.editors) do
    if not known.editors[editor] then
      for _, option in ipairs(desk:options_of(part, editor)) do
        heard = heard or {}
        heard[#heard + 1] = option.name
      end
    end
  end
  return heard
end

local function both(names, more)
  local all = { unpack(names) }
  for _, name in ipairs(more) do
    all[#all + 1] = name
  end
  return all
end

--- Chooses the option of the greatest value among those known by name; with a certain probability,
--- or where none of them is there, looks at all, and chooses any.
---
---@param known Vocabulary
---@param desk Desk
---@param part string
---@param curiosity number  A probability.
---@param rng Rng
---@param value_of fun(name: string): number  -math.huge for one that is not wanted.
---@return Option option
---@return string[]? heard  The names that are new.
---@return number? value    Of one that was wanted.
function M.choose(known, desk, part, curiosity, rng, value_of)
  if rng:uniform() < curiosity then
    return any(known, desk, part, rng)
  end
  local heard = strange_names(known, desk, part)
  local names = heard and both(known.names, heard) or known.names
  local option, value = proposal.best(names, value_of, function(name)
    return desk:find(part, name)
  end)
  if option then
    return option, heard, value
  end
  return any(known, desk, part, rng)
end

return M
