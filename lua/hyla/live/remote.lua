--- Remotes: a run that goes on as a table of functions, for who is attached to it.
--
-- What is typed is evaluated by whoever typed it; only these functions ask the run, which answers
-- between two of its steps. A refusal is raised as an error.

local archives = require("hyla.archive")
local files = require("hyla.files")

---@class RemoteRun
---@field archive Archive                  To read: it grows with the run.
---@field private client LiveClient
local Remote = {}
Remote.__index = Remote

local M = {}

--- Makes a remote of a connection.
---
---@param client LiveClient
---@param folder string  Of the run.
---@return RemoteRun?
---@return string? message
function M.open(client, folder)
  local archive, message = archives.open(folder, "read")
  return archive and setmetatable({ client = client, archive = archive }, Remote), message
end

local function ask(self, verb, arguments)
  local value, message = self.client:ask(verb, arguments)
  return value or error(message, 0)
end

--- Returns where the run stands: its task, budget, best, whether it waits, what was swapped in.
---
---@return table
function Remote:status()
  return ask(self, "status")
end

--- Lets the run wait before its next step.
---
---@return table status
function Remote:pause()
  return ask(self, "pause")
end

--- Lets the run go on.
---
---@return table status
function Remote:resume()
  return ask(self, "resume")
end

--- Lets so many entries land, 1 by default; then the run waits.
---
---@param count? integer
---@return table status
function Remote:step(count)
  return ask(self, "step", { count = count })
end

--- Returns an entry.
---
---@param n integer
---@return Entry
function Remote:entry(n)
  return self.archive:entry(n) or error(("no entry %s is committed yet"):format(tostring(n)), 0)
end

--- Returns what the policy knows now: `phi`, for all searches, and `memory`, of this one.
---
---@return Mind
function Remote:mind()
  return ask(self, "mind")
end

--- Replaces an editor or the policy, with the next step.
---
---@param path string   Of a Lua file.
---@param part? string  "policy" or "editors/NAME"; told by the file by default.
---@return Staged
function Remote:swap(path, part)
  local source = files.read(path) or error(("%s: no such file"):format(path), 0)
  return ask(self, "swap", { path = path, source = source, part = part })
end

--- Takes the last swap back.
---
---@return table
function Remote:undo()
  return ask(self, "undo")
end

--- Lists what the editors could do to an entry's agent, or to another part of its program.
---
---@param n integer
---@param part? string
---@return string[] names
function Remote:options(n, part)
  return ask(self, "options", { n = n, part = part }).names
end

--- Tries an option on an entry's program, without a trace in the archive.
---
---@param n integer
---@param action string  Of `options`.
---@param seed? integer  Names the random numbers of its site and its arguments; 1 by default.
---@param part? string
---@return table found   `outcome`, `score`, `gain` over the entry, the `step`, `source`.
function Remote:try(n, action, seed, part)
  return ask(self, "try", { n = n, action = action, seed = seed, part = part })
end

--- Leaves the run alone.
function Remote:close()
  self.archive:close()
  self.client:close()
end

return M
