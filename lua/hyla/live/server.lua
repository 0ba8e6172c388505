--- Servers: a run that goes on, spoken with by other processes of its user.
--
-- They send lines of JSON to the socket `live.sock` in the run's folder: { "id", "verb",
-- "arguments" }. Each gets one line back: { "id", "ok": true, "value" }, or { "id", "ok": false,
-- "message" }. What they ask is done between two steps, where nothing of a step is half done.

local canonical = require("hyla.canonical")
local nearest = require("hyla.nearest")
local keys = require("hyla.keys")
local socket = require("hyla.socket")
local system = require("hyla.system")

---@class LiveVerb
---@field writes? boolean  It changes the run: not for those who only look.
---@field wanted? table<string, string>  The types of its arguments; "string?" may be missing.
---@field run fun(server: LiveServer, arguments: table): table?, string?

---@class LiveServer
---@field run Run
---@field verbs table<string, LiveVerb>
---@field pause_at? integer          The run waits once this entry has landed.
---@field private listener hyla.socket.listener
---@field private peers LivePeer[]
---@field private heard number       When it listened last, in seconds.
local Server = {}
Server.__index = Server

---@class LivePeer
---@field wire hyla.socket.wire
---@field is_reader? boolean         It only looks.

--- Between two steps it listens only if so many seconds have passed: a step may take less.
local PERIOD = 0.0005

--- While a run waits it looks up so often, in seconds, whether it is to end.
local NAP = 0.1

local M = {}

--- Returns where a run is spoken with.
---
---@param folder string
---@return string path
function M.path(folder)
  return folder .. "/live.sock"
end

--- Opens the socket of a run.
---
---@param run Run
---@param folder string
---@param verbs table<string, LiveVerb>
---@return LiveServer?
---@return string? message
function M.open(run, folder, verbs)
  local listener, message = socket.listen(M.path(folder))
  if not listener then
    return nil, message
  end
  local server = { run = run, verbs = verbs, listener = listener, peers = {}, heard = 0 }
  return setmetatable(server, Server)
end

-- why a verb cannot be asked for so
local function complaint(verb, arguments, peer)
  if verb.writes and peer.is_reader then
    return "it changes the run, and this connection only looks"
  elseif type(arguments) ~= "table" then
    return "arguments want to be an object"
  end
  for _, name in ipairs(keys.sorted(verb.wanted or {})) do
    local wanted, got = verb.wanted[name], type(arguments[name])
    local is_optional = wanted:sub(-1) == "?"
    if got ~= wanted:gsub("%?$", "") and not (is_optional and got == "nil") then
      return ("%s wants to be a %s, got a %s"):format(name, wanted:gsub("%?$", ""), got)
    end
  end
end

-- what comes of one request
local function answer(self, peer, request)
  if type(request) ~= "table" or type(request.verb) ~= "string" then
    return nil, "wanted an object with a verb"
  end
  local verb, arguments = self.verbs[request.verb], request.arguments or {}
  if not verb then
    local hint = nearest.hint(request.verb, keys.sorted(self.verbs))
    return nil, ("no verb %s%s"):format(request.verb, hint)
  end
  local message = complaint(verb, arguments, peer)
  if message then
    return nil, ("%s: %s"):format(request.verb, message)
  end
  peer.is_reader = peer.is_reader or arguments.is_reader
  return verb.run(self, arguments)
end

-- answers one line; nil where the peer cannot be spoken with any more
local function reply(self, peer, line)
  local request = canonical.decode(line)
  local ok, value, message = pcall(answer, self, peer, request)
  if not ok then
    value, message = nil, tostring(value)
  end
  local id = type(request) == "table" and request.id or nil
  local text = canonical.encode({ id = id, ok = value ~= nil, value = value, message = message })
  return peer.wire:write(text or '{"ok":false,"message":"the answer is no plain data"}')
end

-- answers what a peer has sent; false where it is gone
local function serve(self, peer)
  local line, message = peer.wire:read()
  while line do
    if not reply(self, peer, line) then
      return false
    end
    line, message = peer.wire:read()
  end
  return not message and peer.wire:flush() ~= nil
end

local function hear(self)
  local wire = self.listener:accept()
  while wire do
    table.insert(self.peers, { wire = wire })
    wire = self.listener:accept()
  end
  for i = #self.peers, 1, -1 do
    if not serve(self, self.peers[i]) then
      self.peers[i].wire:close()
      table.remove(self.peers, i)
    end
  end
end

-- all that could bring something new
local function sources(self)
  local list = { self.listener }
  for i, peer in ipairs(self.peers) do
    list[i + 1] = peer.wire
  end
  return list
end

--- Tells whether the run waits.
---
---@return boolean
function Server:is_paused()
  return self.pause_at ~= nil and self.run.view.upto >= self.pause_at
end

--- Answers what has come; while the run is paused, waits for what comes. Call it between steps.
---
---@param is_over fun(): string?  A reason for a run that is paused to end.
---@return string? reason
function Server:poll(is_over)
  local now = system.seconds()
  if now - self.heard >= PERIOD then
    self.heard = now
    hear(self)
  end
  local reason = is_over()
  while self:is_paused() and not reason do
    socket.wait(sources(self), NAP)
    hear(self)
    reason = is_over()
  end
  return reason
end

--- Ends all connections and removes the socket.
function Server:close()
  for _, peer in ipairs(self.peers) do
    peer.wire:close()
  end
  self.listener:close()
end

return M
