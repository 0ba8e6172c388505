--- Sessions: code that was typed is evaluated here, in this process.
--
-- The latest values are `_1` to `_9`, those of the last line first; `_` is the same as `_1`, and
-- `_err` is what was last raised. A session is an Evaluator: what a console asks.

local chunks = require("hyla.repl.chunk")
local faults = require("hyla.repl.fault")
local interrupt = require("hyla.interrupt")
local modules = require("hyla.repl.modules")
local sources = require("hyla.repl.sources")
local stoppable = require("hyla.repl.stoppable")
local system = require("hyla.system")

---@class Evaluator
---@field is_unfinished fun(self: Evaluator, text: string): boolean Whether more lines may follow.
---@field evaluate fun(self: Evaluator, text: string): string? Does what was typed and shows what
--- comes of it; "quit" ends the console.
---@field complete fun(self: Evaluator, before: string): Completion

---@class Values
---@field n integer

---@class Session : Evaluator
---@field sources Sources
---@field block? string The code that was typed last.
local Session = {}
Session.__index = Session

local M = {}

local KEPT = 9

--- Reads of globals that nobody has set, in what was typed, by session.
local function watch_globals(session)
  local meta = getmetatable(_G) or {}
  meta.__index = function(_, name)
    local info = debug.getinfo(2, "S")
    local is_typed = info and info.source == "=" .. chunks.NAME
    if is_typed and type(name) == "string" and not name:find("^_%w*$") then
      session.undefined[#session.undefined + 1] = name
    end
  end
  setmetatable(_G, meta)
end

--- Opens a session on the globals of this program.
---
---@return Session
function M.open()
  local self = setmetatable({
    sources = sources.new(),
    undefined = {},
    latest = {},
    line = 1,
    is_terminal = system.is_terminal(0),
  }, Session)
  rawset(_G, "hyla", modules.table("hyla."))
  stoppable.install()
  interrupt.hold()
  watch_globals(self)
  return self
end

--- Writes a line for whoever types, beside the results.
---
---@param text string
function Session:complain(text)
  io.stdout:flush()
  io.stderr:write(text, "\n")
end

--- Shows an error and keeps it as `_err`.
---
---@param fault Fault
function Session:fail(fault)
  rawset(_G, "_err", fault.value)
  self:complain(faults.show(fault, self.sources))
end

local function pack(has_come, is_ok, ...)
  return has_come, is_ok, { n = select("#", ...), ... }
end

--- Calls a function that Ctrl-C may end. Its error is shown.
---
---@param call function
---@return Values?
function Session:call(call, ...)
  local has_come, is_ok, values = pack(interrupt.call(faults.catch, call, ...))
  if is_ok then
    return values
  elseif has_come and self.is_terminal then
    print() -- behind the ^C
  end
  self:fail(values[1])
end

--- Compiles what was typed; what is wrong with it is shown.
---
---@param text string Of the present lines, or a part of them.
---@return TypedChunk?
function Session:compile(text)
  local chunk, message = chunks.compile(text, self.line)
  if not chunk then
    self:fail(faults.of_syntax(message))
  end
  return chunk
end

--- Keeps values as the latest.
---
---@param values Values
function Session:keep(values)
  local list = {}
  for i = 1, math.min(KEPT, values.n) do
    list[i] = { values[i] }
  end
  for i = 1, math.min(KEPT - #list, #self.latest) do
    list[#list + 1] = self.latest[i]
  end
  self.latest = values.n > 0 and list or self.latest
  for i = 1, #self.latest do
    rawset(_G, "_" .. i, self.latest[i][1])
  end
  rawset(_G, "_", _G._1)
end

--- Tells of globals that were read and that nobody has set.
local function warn(self)
  local told = {}
  for _, name in ipairs(self.undefined) do
    if not told[name] and rawget(_G, name) == nil then
      told[name] = true
      local hint = require("hyla.nearest").hint(name, require("hyla.repl.scope").fields(_G))
      self:complain(("warning: no global '%s'%s"):format(name, hint))
    end
  end
end

--- Runs a chunk: returns its values, or nil when it failed.
---
---@param chunk TypedChunk
---@return Values?
function Session:run(chunk)
  self.undefined = {}
  local values = self:call(chunk.call)
  if values then
    warn(self)
    self:keep(values)
  end
  return values
end

--- Returns the values of an expression, of which mistakes are shown.
---
---@param text string
---@return Values?
function Session:values(text)
  local chunk = self:compile(text)
  return chunk and self:run(chunk)
end

--- Says whether more lines may make a text whole.
---
---@param text string
---@return boolean
function Session:is_unfinished(text)
  if require("hyla.repl.commands").is_command(text) then
    return false
  end
  return chunks.is_unfinished(text)
end

--- Runs code, or a command such as `:help`, and shows what comes of it.
---
---@param text string
---@return string? verdict
function Session:evaluate(text)
  self.line = self.sources:next_line()
  self.sources:add(text)
  local commands = require("hyla.repl.commands")
  if commands.is_command(text) then
    return commands.run(self, text)
  end
  local has_code = text:find("%S")
  self.block = has_code and text or self.block
  local chunk = has_code and self:compile(text)
  local values = chunk and self:run(chunk)
  if values and values.n > 0 and not chunk.is_silent then
    self:call(require("hyla.repl.printing").print, values)
  end
end

--- Completes what stands before the cursor.
---
---@param before string
---@return Completion
function Session:complete(before)
  return require("hyla.repl.commands").complete(before)
    or require("hyla.repl.completion").code(before)
end

return M
