--- Swaps: parts of a run's policy and editors that its user has replaced while it goes on.
--
-- A swap is in force from one entry on. Every program that still has the part as it was gets the
-- new one when it is picked; what an edit has made of a part is left alone. Before that entry's
-- step begins all steps before it have landed, so nothing of the old version is in flight, and a
-- run that is resumed or played again with the same swaps gives the same archive.

local cache = require("hyla.cache")
local canonical = require("hyla.canonical")
local keys = require("hyla.keys")
local players = require("hyla.player")
local programs = require("hyla.program")

---@class Swap                Plain data: an event of the archive.
---@field from integer        The first entry whose step knows of it.
---@field part string         "policy" or "editors/<name>".
---@field source string|false What the part is from then on; false for none.
---@field was string|false    What it was before; false for none.
---@field reason string       Why: "swapped", "undone", or what the one before has failed at.
---@field before? table       Of a policy: what the one before it knew, phi.
---@field phi? table          Of a policy that is taken back to: what it is to know again.

---@class Swaps
---@field private list Swap[]              In force, or to come again in a run that goes on.
---@field private taken integer            How many of them are in force.
---@field private pending Swap[]           Wait for the next step; without their `from`.
---@field private changed Cache            Programs by the program that they were made of.
---@field private is_again boolean         Those to come are new to the archive of the run.
local Swaps = {}
Swaps.__index = Swaps

--- So many programs with swapped parts are kept.
local KEPT = 256

--- The kind of the events that an archive keeps of them.
local KIND = "swap"

local M = {}

local function of_archive(archive, is_again)
  local list = {}
  for _, event in ipairs(archive.events and archive:events() or {}) do
    list[#list + 1] = event.kind == KIND and event.body or nil
  end
  return setmetatable({
    list = list,
    taken = 0,
    pending = {},
    changed = cache.new(KEPT),
    is_again = is_again,
  }, Swaps)
end

--- Returns the swaps that the archive of a run holds, none of them in force yet.
---
---@param archive Archive|Ledger
---@return Swaps
function M.of(archive)
  return of_archive(archive, false)
end

--- Returns the swaps of another archive, to come again in a run that is played like it.
---
---@param archive Archive
---@return Swaps
function M.again(archive)
  return of_archive(archive, true)
end

local function applied(self, program)
  local changed = program
  for i = 1, self.taken do
    local swap = self.list[i]
    if (changed.parts[swap.part] or false) == swap.was then
      changed = programs.with(changed, { [swap.part] = swap.source })
    end
  end
  return changed
end

--- Returns a program with what is in force; asked again with the same table it is the same one.
---
---@param program Program
---@return Program
function Swaps:program(program)
  if self.taken == 0 then
    return program
  end
  return self.changed:get(program) or self.changed:put(program, applied(self, program))
end

--- Tells whether a step has to wait until all before it have landed: a swap comes into force.
---
---@param n integer
---@return boolean
function Swaps:is_due(n)
  local coming = self.list[self.taken + 1]
  if coming then
    return coming.from == n
  end
  return self.pending[1] ~= nil
end

-- the place of the swap of a part among those that wait
local function place_of(self, part)
  for i, swap in ipairs(self.pending) do
    if swap.part == part then
      return i
    end
  end
end

--- Makes a swap ready for the next step that begins. It takes the place of one of the same part
--- that waits already.
---
---@param swap { part: string, source: string|false, was: string|false, reason: string }
function Swaps:stage(swap)
  self.pending[place_of(self, swap.part) or #self.pending + 1] = swap
end

--- Returns the last swap in force that was not undone since; nil where there is none.
---
---@return Swap?
function Swaps:last()
  local undone = 0
  for i = self.taken, 1, -1 do
    local is_swap = self.list[i].reason == "swapped"
    if is_swap and undone == 0 then
      return self.list[i]
    end
    undone = undone + (is_swap and -1 or 1)
  end
end

-- what takes a swap back
local function inverse(swap, reason)
  return {
    part = swap.part,
    source = swap.was,
    was = swap.source,
    reason = reason,
    phi = swap.before,
  }
end

--- Returns the part as the next step will have it.
---
---@param program Program
---@param part string
---@return string|false source  false where there is none.
function Swaps:source(program, part)
  local waiting = self.pending[place_of(self, part)]
  if waiting then
    return waiting.source
  end
  return self:program(program).parts[part] or false
end

--- Drops a swap that waits, or else makes it ready that the last one in force is taken back.
---
---@return Swap? swap      The one that is no more.
---@return string? message
function Swaps:undo()
  local waiting, last = self.pending[#self.pending], self:last()
  if waiting and waiting.reason == "swapped" then
    return table.remove(self.pending)
  end
  if not last then
    return nil, "no swap is in force"
  end
  self:stage(inverse(last, "undone"))
  return last
end

--- Takes the last swap back where a step has told that what was swapped in has failed.
---
---@param stand_ins StandIn[]
function Swaps:hear(stand_ins)
  for _, stand_in in ipairs(stand_ins) do
    local last = stand_in.message and self:last()
    if last and not place_of(self, last.part) then
      self:stage(inverse(last, ("it failed: %s: %s"):format(stand_in.verb, stand_in.message)))
    end
  end
end

-- a player that has loaded all that may be asked of it, so that what cannot be loaded is told now
local function player_of(run, program, elder)
  local player = players.new(program, players.load, run.worlds, elder)
  player:check()
  return player
end

local function copy(value)
  return assert(canonical.decode(assert(canonical.encode(value))))
end

-- what the policy knows, in the form of its new version; a policy that is taken back to knows what
-- it knew, as what came after it may be of another form
local function migrated(run, player, swap)
  if swap.part ~= "policy" then
    return run.mind
  end
  swap.before = swap.before or copy(run.mind.phi)
  local phi = swap.phi and copy(swap.phi) or player:migrate(run.mind.phi)
  if phi == run.mind.phi then
    return run.mind
  end
  local job = { task = run.task_number, phi = phi, budget = run.budget, family = run.family }
  return { phi = phi, memory = player:open(job) }
end

-- puts a swap into force; raises where the new version cannot be taken up
local function take(self, run, swap)
  local before = self:program(run.archive:program(1))
  local after = programs.with(before, { [swap.part] = swap.source })
  local kit = programs.kit(after)
  local player = run.players[kit] or player_of(run, after, run.players[programs.kit(before)])
  local mind = migrated(run, player, swap)
  self.list[self.taken + 1] = swap
  self.taken, self.changed = self.taken + 1, cache.new(KEPT)
  run.players[kit], run.mind = player, mind
end

--- Puts into force one swap that is due at a step, which begins; ask until there is none. What
--- cannot be taken up is dropped, and the run goes on without it.
---
---@param run Run
---@param n integer
---@return Swap? swap      That came into force, or was dropped.
---@return string? message Why it was dropped.
function Swaps:take(run, n)
  local coming = self.list[self.taken + 1]
  if coming and coming.from == n then
    self.pending = {}
    take(self, run, coming)
    assert(not self.is_again or run.archive:record(KIND, coming))
    return coming
  elseif coming or not self.pending[1] then
    return nil
  end
  local swap = table.remove(self.pending, 1)
  swap.from = n
  local ok, message = pcall(take, self, run, swap)
  if not ok then
    return swap, tostring(message)
  end
  assert(run.archive:record(KIND, swap))
  return swap
end

--- Puts into force again what was in force up to an entry, in a run that goes on after it.
---
---@param run Run   With the mind that it had then.
---@param upto integer
function Swaps:catch_up(run, upto)
  while self.list[self.taken + 1] and self.list[self.taken + 1].from <= upto do
    local mind = run.mind
    take(self, run, self.list[self.taken + 1])
    run.mind = mind
  end
end

--- Counts the swaps in force, those that took another back among them.
---
---@return integer
function Swaps:count()
  return self.taken
end

--- Returns the parts in force by name, for people.
---
---@return string[]
function Swaps:parts()
  local parts = {}
  for i = 1, self.taken do
    parts[self.list[i].part] = true
  end
  return keys.sorted(parts)
end

return M
