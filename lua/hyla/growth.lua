--- Growth: how a policy makes chains that paid into editors of its own, and drops the others.
--
-- What belongs together is mined from the programs that won; a new editor is believed to be worth
-- what its steps are, and no trial is paid for it: the policy tries it when it wants to.

local compose = require("hyla.compose")
local keys = require("hyla.keys")
local mine = require("hyla.mine")

local M = {}

---@class Growth            A part of what a policy has learned.
---@field due number        Evaluations after which it grows again.
---@field count integer     Editors made so far.
---@field made table<string, string>  The editor made of each set of places, by the places.

---@class Revision          What a policy wants of the program that it is part of.
---@field parts table<string, string|false>  Sources by part; false takes one out.
---@field phi table         What it has learned, with what goes with that.
---@field is_trial? boolean  It wants to be played against first (hyla.trial).

--- It grows first after so many evaluations, then after so many times more.
local FIRST, FACTOR = 250, 1.6

--- The most new editors at a time.
local MOST = 4

--- A new editor is worth no more than so much before it was tried, and that is little known.
local MOST_WORTH, VARIANCE = 3, 0.7

--- An editor is dropped that was used so often and paid less than so many of the others.
local LEAST_USES, LEAST_RANK = 25, 0.8

--- Nothing grown.
---
---@return Growth
function M.new()
  return { due = FIRST, count = 0, made = {} }
end

-- what the steps of a chain are believed to be worth together
local function worth_of(about, chain)
  local worth = 0
  for _, step in ipairs(chain) do
    local term = about.base[step.action]
    worth = worth + math.max(0, term and term.mean or 0)
  end
  return math.min(worth, MOST_WORTH)
end

-- makes an editor of a vein, unless there is one; or nil
local function make(phi, vein, is_literal)
  local growth, key = phi.growth, table.concat(vein.places, " ")
  if growth.made[key] then
    return nil
  end
  local name = ("%s_%d"):format(vein.stem or "macro", growth.count + 1)
  local open = not is_literal and compose.opening(vein.chains) or nil
  local source = compose.of(name, vein.chains[1], open)
  if source then
    growth.count, growth.made[key] = growth.count + 1, name
    phi.all.hints[name] = { mean = worth_of(phi.all, vein.chains[1]), variance = VARIANCE }
    return name, source
  end
end

-- what the editors paid that were there from the start, ascending
local function pay_of_first(phi)
  local pay = {}
  for _, editor in ipairs(keys.sorted(phi.uses)) do
    local use = phi.uses[editor]
    if not phi.all.hints[editor] then
      pay[#pay + 1] = use.paid / use.count
    end
  end
  table.sort(pay)
  return pay
end

local function drop(phi, parts)
  local pay = pay_of_first(phi)
  local least = pay[math.ceil(LEAST_RANK * #pay)] or 0
  for _, key in ipairs(keys.sorted(phi.growth.made)) do
    local name = phi.growth.made[key]
    local use = phi.uses[name]
    local is_poor = use and use.count >= LEAST_USES and use.paid / use.count < least
    if is_poor and phi.all.hints[name] then
      parts["editors/" .. name], phi.all.hints[name] = false, nil
    end
  end
end

--- Grows when it is due: drops editors that did not pay, and makes new ones.
---
---@param phi table     With `all` (a belief), `uses` and `growth`; it is changed.
---@param history History
---@param find fun(winners: Winner[]): Vein[]  What belongs together.
---@param is_literal? boolean  No argument is left open.
---@return Revision? revision  nil when it is not due.
function M.revise(phi, history, find, is_literal)
  if history.charged < phi.growth.due then
    return nil
  end
  phi.growth.due = FACTOR * phi.growth.due
  local parts, count = {}, 0
  drop(phi, parts)
  for _, vein in ipairs(find(mine.best(history.winners))) do
    if count < MOST then
      local name, source = make(phi, vein, is_literal)
      if name then
        parts["editors/" .. name], count = source, count + 1
      end
    end
  end
  return { parts = parts, phi = phi }
end

return M
