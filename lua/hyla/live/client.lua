--- Clients: how another process speaks with a run that goes on. See hyla.live.server.

local canonical = require("hyla.canonical")
local servers = require("hyla.live.server")
local socket = require("hyla.socket")
local system = require("hyla.system")

---@class LiveClient
---@field private wire hyla.socket.wire
---@field private count integer  Requests so far.
local Client = {}
Client.__index = Client

--- A run answers between two steps; one that takes longer is given up.
local PATIENCE = 120

local M = {}

--- Connects to a run.
---
---@param folder string
---@param options? { is_reader: boolean? }  Whether only to look.
---@return LiveClient?
---@return table|string status  Of the run; or why it cannot be spoken with.
function M.open(folder, options)
  local wire, message = socket.connect(servers.path(folder))
  if not wire then
    local is_run = system.kind(folder .. "/archive.db") == "file"
    return nil, is_run and ("%s: the run does not go on (%s)"):format(folder, message)
      or ("%s: wanted the folder of a run"):format(folder)
  end
  local client = setmetatable({ wire = wire, count = 0 }, Client)
  local status, reason = client:ask("hello", { is_reader = options and options.is_reader })
  if not status then
    client:close()
    return nil, reason
  end
  return client, status
end

-- the next line that comes in time
local function next_line(self)
  local limit = system.seconds() + PATIENCE
  local line, message = self.wire:read()
  while not line and not message do
    local left = limit - system.seconds()
    if left <= 0 then
      return nil, ("no answer for %d seconds"):format(PATIENCE)
    end
    socket.wait({ self.wire }, left)
    line, message = self.wire:read()
  end
  return line, message == "closed" and "the run has ended" or message
end

--- Asks a run for something and waits for its answer.
---
---@param verb string
---@param arguments? table  Plain data.
---@return table? value
---@return string? message
function Client:ask(verb, arguments)
  self.count = self.count + 1
  local request = { id = self.count, verb = verb, arguments = arguments }
  local ok, message = self.wire:write(assert(canonical.encode(request)))
  if not ok then
    return nil, message
  end
  local line
  line, message = next_line(self)
  local reply = line and canonical.decode(line)
  if not reply then
    return nil, message or "the answer is no JSON"
  end
  return reply.ok and reply.value or nil, reply.message
end

--- Leaves the run alone.
function Client:close()
  self.wire:close()
end

return M
