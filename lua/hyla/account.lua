--- Accounts: what the entries of a run add up to, for reports and for other programs.

local M = {}

--- A rate is that of so many of the last evaluations.
local WINDOW = 50

---@class AccountStep
---@field entry Entry
---@field best? number       The best score up to here.
---@field outcomes table<string, integer>  Evaluations up to here; the list belongs to the walk.
---@field evaluations integer  Up to here; starting programs are none.
---@field rate? number       Evaluations a second, over the last of them.

--- Returns how many evaluations a second there were up to entry `n`.
local function rate_at(entries, n)
  local first = math.max(1, n - WINDOW)
  local seconds = entries[n].created - entries[first].created
  return seconds > 0 and (n - first) / seconds or nil
end

--- Calls `use(step)` for every entry in order, always with the same table.
---
---@param archive Archive
---@param use fun(step: AccountStep)
function M.walk(archive, use)
  local entries = archive:entries()
  local step = { outcomes = {}, evaluations = 0 }
  for n, entry in ipairs(entries) do
    step.entry, step.rate = entry, rate_at(entries, n)
    if entry.score and entry.score > (step.best or -math.huge) then
      step.best = entry.score
    end
    if entry.parent then
      step.evaluations = step.evaluations + 1
      step.outcomes[entry.outcome] = (step.outcomes[entry.outcome] or 0) + 1
    end
    use(step)
  end
end

--- Returns the entries from a start to entry `n`, each made from the one before.
---
---@param archive Archive
---@param n integer
---@return Entry[]
function M.lineage(archive, n)
  local backwards, line = {}, {}
  local entry = archive:entry(n)
  while entry do
    backwards[#backwards + 1] = entry
    entry = entry.parent and archive:entry(entry.parent)
  end
  for i = #backwards, 1, -1 do
    line[#line + 1] = backwards[i]
  end
  return line
end

---@class EditorAccount
---@field editor string
---@field edits integer      That it had a part in.
---@field ok integer         Those that ran to the end.
---@field accepted integer   Those that scored above the parent.
---@field best integer       Those that scored above all before.
---@field mean_gain? number  Over the parent, of those where both have a score.

--- Returns the names of the editors of an edit, each once.
local function editors_of(edit)
  local names, seen = {}, {}
  for _, step in ipairs(edit and edit.steps or {}) do
    if not seen[step.editor] then
      seen[step.editor], names[#names + 1] = true, step.editor
    end
  end
  return names
end

local function add(account, entry, gain, is_best)
  account.edits = account.edits + 1
  account.ok = account.ok + (entry.outcome == "ok" and 1 or 0)
  account.accepted = account.accepted + (gain and gain > 0 and 1 or 0)
  account.best = account.best + (is_best and 1 or 0)
  if gain then
    account.sum, account.scored = account.sum + gain, account.scored + 1
  end
end

local function by_worth(one, other)
  if one.accepted ~= other.accepted then
    return one.accepted > other.accepted
  elseif one.edits ~= other.edits then
    return one.edits > other.edits
  end
  return one.editor < other.editor
end

--- Returns the account of an editor, new or begun.
local function account_of(accounts, editor)
  if not accounts[editor] then
    accounts[editor] =
      { editor = editor, edits = 0, ok = 0, accepted = 0, best = 0, sum = 0, scored = 0 }
  end
  return accounts[editor]
end

--- Returns the accounts as a list, with means instead of sums.
local function close(accounts)
  local list = {}
  for _, account in pairs(accounts) do
    account.mean_gain = account.scored > 0 and account.sum / account.scored or nil
    account.sum, account.scored = nil, nil
    list[#list + 1] = account
  end
  table.sort(list, by_worth)
  return list
end

--- Returns what the edits of each editor came to, those first that were accepted most often. An
--- edit of several steps counts for each of its editors.
---
---@param archive Archive
---@return EditorAccount[]
function M.editors(archive)
  local accounts, best, entries = {}, -math.huge, archive:entries()
  for _, entry in ipairs(entries) do
    local before = entries[entry.parent]
    local gain = before and before.score and entry.score and entry.score - before.score
    local is_best = (entry.score or -math.huge) > best
    best = is_best and entry.score or best
    for _, name in ipairs(editors_of(entry.edit)) do
      add(account_of(accounts, name), entry, gain, is_best)
    end
  end
  return close(accounts)
end

--- Returns what the evaluations of a run used.
---
---@param archive Archive
---@return { cpu_seconds: number, peak_bytes: integer, seconds: number } used All processor time of
--- candidates, the most memory of one, and the time from the first entry to the last.
function M.used(archive)
  local entries = archive:entries()
  local used = { cpu_seconds = 0, peak_bytes = 0, seconds = 0 }
  for _, entry in ipairs(entries) do
    used.cpu_seconds = used.cpu_seconds + entry.cpu_seconds
    used.peak_bytes = math.max(used.peak_bytes, entry.peak_bytes)
  end
  if entries[1] then
    used.seconds = math.max(0, entries[#entries].created - entries[1].created)
  end
  return used
end

return M
