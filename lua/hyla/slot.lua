--- Slots: code that is replaced while it is in use, with its state, and taken back when it fails.
--
-- A slot holds one version of a module. `stage` makes another one ready beside it: compiled in a
-- fresh environment, held to the contract, given a copy of the state, tried. `safe_point`, called
-- between steps, swaps it in. Then it is on probation: an error in one of its first calls brings
-- the last proven version back, with the state that it had, and the call is made again. So two
-- versions live at most, and what a version did on probation is undone with it.
--
-- Callers hold the slot and call through it, as in `slot.call.propose(view)`; they never keep a
-- function of a version. The state is handed to every method first. Only plain data crosses a swap:
-- a version whose state holds more has `export(state)`, and `import(plain, schema)` takes it up,
-- `schema` being the number in the field `schema` of the version that exported, 1 where it has
-- none.

local versions = require("hyla.slot_version")

---@class SlotOptions
---@field name string
---@field source string          The first version: Lua that returns a table.
---@field methods string[]       The functions that every version must have.
---@field state? table           What methods get first; a slot without one calls pure functions.
---@field load? fun(source: string, title: string): function?, string?
---  Compiles in a fresh environment; by default trusted code, which sees the host's globals.
---@field smoke? fun(module: table, state?: table, source: string): any, string?
---  Tries a version on a copy of the state; raises, or returns nil and a message. For untrusted
---  code it runs the source in a sandbox worker, and `load` makes a module that does so too.
---@field probation? integer     Calls that prove a version; 64 by default.
---@field journal? fun(event: SlotEvent) Gets what happens to the slot, in order.

---@class SlotEvent
---@field slot string            Its name.
---@field what "staged"|"refused"|"swapped"|"proven"|"rolled back"
---@field version integer        The one it happened to.
---@field hash string            SHA-256 of its source.
---@field reason? string         Why it was refused or rolled back: one line.

---@class Slot
---@field name string
---@field call table<string, function> The methods of the current version, by name.
---@field current SlotVersion
---@field state? table
---@field pending? SlotVersion   Staged for the next safe point.
---@field proven? SlotVersion    What a failure on probation brings back; nil while current is it.
local Slot = {}
Slot.__index = Slot

local PROBATION = 64

--- Traces of the compiler hold on to the functions they were made of. They are thrown away after so
--- many dropped versions: at every swap it would cost the host its hot code.
local DROPS_PER_FLUSH = 64

local M = {}

local function note(self, what, version, reason)
  if self.options.journal then
    self.options.journal({
      slot = self.name,
      what = what,
      version = version.number,
      hash = versions.hash(version),
      reason = reason,
    })
  end
end

--- Counts a version that nobody needs any more.
local function drop_version(self)
  self.drops = self.drops + 1
  if self.drops % DROPS_PER_FLUSH == 0 then
    jit.flush()
  end
end

local function refuse(self, version, message)
  note(self, "refused", version, message)
  drop_version(self)
  return nil, message
end

local function pack(...)
  return { n = select("#", ...), ... }
end

--- Calls a method of the current version with what every method gets.
local function invoke(self, name, ...)
  if self.state == nil then
    return self.current.module[name](...)
  end
  return self.current.module[name](self.state, ...)
end

--- Calls a method of a version on probation.
local function call_on_probation(self, name, ...)
  local version = self.current
  local results = pack(pcall(invoke, self, name, ...))
  if results[1] then
    if self.proven and self.current == version then
      self.calls_left = self.calls_left - 1
      if self.calls_left == 0 then
        self:prove()
      end
    end
    return unpack(results, 2, results.n)
  end
  if self.current == version then
    self:roll_back(versions.complaint(name, version.title, results[2]))
  end
  return self.call[name](...)
end

--- Makes what stands in `slot.call` for a method while a version is on probation, and after it.
local function make_calls(self)
  for _, name in ipairs(self.options.methods) do
    self.on_probation[name] = function(...)
      return call_on_probation(self, name, ...)
    end
    self.with_state[name] = function(...)
      return self.current.module[name](self.state, ...)
    end
  end
end

--- Lets `slot.call` lead to the current version: straight, once it is proven.
local function connect(self)
  local calls = self.proven and self.on_probation
    or self.state and self.with_state
    or self.current.module
  for _, name in ipairs(self.options.methods) do
    self.call[name] = calls[name]
  end
end

local function new_version(self, source)
  self.tried = self.tried + 1
  local title = ("%s@%d"):format(self.name, self.tried)
  return { number = self.tried, source = source, title = title }
end

--- Compiles a version and tries it on the state of a parcel, if there is one.
local function make_ready(self, version, parcel)
  local ok, message = versions.compile(version, self.options)
  local state
  if ok and parcel then
    state, message = versions.import(version, parcel)
    ok = state and true
  end
  if ok and self.options.smoke then
    ok, message = versions.try(version, state, self.options.smoke)
  end
  return ok, message
end

--- Takes up the first version and the state it starts from.
local function begin(self)
  local options = self.options
  local version = new_version(self, options.source)
  local parcel, message
  if options.state ~= nil then
    parcel, message = versions.pack(version, options.state)
  end
  local ok = not message
  if ok then
    ok, message = make_ready(self, version, parcel)
  end
  if ok and parcel then
    self.state, message = versions.import(version, parcel)
    ok = self.state
  end
  if not ok then
    return nil, message
  end
  self.current = version
  return true
end

--- Opens a slot with its first version, which is tried like any other and needs no probation.
---
---@param options SlotOptions
---@return Slot? slot
---@return string? message "compile: policy@1:3: ..."
function M.open(options)
  local self = setmetatable({
    name = options.name,
    options = options,
    call = {},
    on_probation = {},
    with_state = {},
    tried = 0,
    drops = 0,
  }, Slot)
  local ok, message = begin(self)
  if not ok then
    return nil, message
  end
  make_calls(self)
  connect(self)
  return self
end

--- Ends the probation of the current version: there is no way back to the one before it.
function Slot:prove()
  if self.proven then
    self.proven, self.proven_state = nil, nil
    drop_version(self)
    connect(self)
    note(self, "proven", self.current)
  end
end

--- Brings the proven version and its state back. The slot does so by itself after an error; a
--- caller may who sees another reason.
---
---@param reason string  One line.
---@return true? done    nil when the current version is not on probation.
function Slot:roll_back(reason)
  if not self.proven then
    return nil
  end
  local failed = self.current
  self.current, self.state = self.proven, self.proven_state
  self.proven, self.proven_state = nil, nil
  drop_version(self)
  connect(self)
  note(self, "rolled back", failed, reason)
  return true
end

--- Packs the state for another version; a slot without a state has nothing to pack. A version on
--- probation that cannot give its state away has failed like in a call.
local function export(self)
  if self.state == nil then
    return nil
  end
  local parcel, message = versions.export(self.current, self.state)
  if not parcel and self:roll_back(message) then
    return export(self)
  end
  return parcel, message
end

--- Makes a source that differs from the current one ready.
local function stage(self, source)
  local version = new_version(self, source)
  local parcel, message = export(self)
  local ok = not message
  if ok then
    ok, message = make_ready(self, version, parcel)
  end
  if not ok then
    return refuse(self, version, message)
  end
  if self.pending then
    drop_version(self)
  end
  self.pending = version
  note(self, "staged", version)
  return version.number
end

--- Makes a source ready to be swapped in. It takes the place of one that is staged already; staging
--- what is in use, or staged, makes nothing new.
---
---@param source string
---@return integer? version  Its number.
---@return string? message   What failed, and where: everything stays as it was.
function Slot:stage(source)
  if source == self.current.source then
    self.pending = nil
    return self.current.number
  elseif self.pending and source == self.pending.source then
    return self.pending.number
  end
  return stage(self, source)
end

--- Puts the staged version in the place of the current one.
local function swap(self)
  local version, state = self.pending, nil
  self.pending = nil
  local parcel, message = export(self)
  if parcel then
    state, message = versions.import(version, parcel)
  end
  if message then
    return refuse(self, version, message)
  end
  if self.proven then
    drop_version(self)
  else
    self.proven, self.proven_state = self.current, self.state
  end
  self.current, self.state = version, state
  self.calls_left = self.options.probation or PROBATION
  connect(self)
  note(self, "swapped", version)
  if self.calls_left == 0 then
    self:prove()
  end
  return true
end

--- Swaps in what is staged, if anything is. Call it between steps, when no method is running.
---
---@return true? swapped
---@return string? message  The state that there is now cannot be taken up: the version is refused.
function Slot:safe_point()
  if self.pending then
    return swap(self)
  end
end

return M
