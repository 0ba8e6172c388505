--- Standings: whose policies are known to fail, as the archive has it.
--
-- A policy that ran into a limit would do so in every step that asks it, which costs all that the
-- limit allows. One time-out is enough: it is not asked for that verb again. What it fails at in
-- no time it may do right another time.

local edits = require("hyla.edit")

local M = {}

local COSTLY = { timeout = true, memory = true, crash = true }

--- Returns the entry that the policy and the editors of an entry come from: itself, or the ancestor
--- from which on only agents were edited.
---
---@param archive Archive
---@param n integer
---@return integer
function M.origin(archive, n)
  local entry = archive:entry(n)
  while entry.parent and entry.edit and edits.is_of_agent(entry.edit) do
    entry = archive:entry(entry.parent)
  end
  return entry.n
end

local function costly_failure(edit, origin, verb)
  for _, stand_in in ipairs(edit and edit.stand_ins or {}) do
    if stand_in.entry == origin and stand_in.verb == verb and COSTLY[stand_in.outcome] then
      return stand_in.outcome
    end
  end
end

--- Returns the outcome by which a policy is known to fail at a verb; nil while it is not.
---
---@param archive Archive
---@param origin integer  The entry that the policy comes from; there is none to stand in for 1.
---@param verb string
---@param upto integer    The last entry that may be looked at.
---@return string?
function M.failure(archive, origin, verb, upto)
  for n = origin + 1, origin > 1 and upto or 0 do
    local outcome = costly_failure(archive:entry(n).edit, origin, verb)
    if outcome then
      return outcome
    end
  end
end

return M
