--- Versions: code made ready for a slot, and what keeps a version out of one.
--
-- Whatever fails is told in one line: what was being done (compile, contract, export, import,
-- smoke), which version, and where in it.

local hash = require("hyla.hash")
local sandbox = require("hyla.sandbox")

---@class SlotVersion
---@field number integer           1, 2, 3, ...: every source that is tried has its own.
---@field source string
---@field digest? string           SHA-256 of the source, once somebody asked `M.hash` for it.
---@field title string             Such as "policy@3": what its code is called in messages.
---@field module table             What the source returned,
---@field schema any               and what it said of states, as it was then.
---@field import? function
---@field export? function

---@class StateParcel
---@field bytes string             Packed plain data.
---@field schema? number           Of the version that packed it; nil for that of whoever takes it.

local M = {}

-- not compiled: one in ten reloads then took 110 us instead of 60
jit.off(true, true)

--- Globals of the host can be read; those that a version sets are its own.
local FRESH = { __index = _G }

--- Returns the name of a version's content.
---
---@param version SlotVersion
---@return string digest  SHA-256 of the source: 64 hexadecimal digits.
function M.hash(version)
  version.digest = version.digest or hash.hex(version.source)
  return version.digest
end

--- Compiles trusted source in an environment of its own.
---
---@param source string
---@param title string
---@return function? chunk
---@return string? message
function M.load(source, title)
  return load(source, "=" .. title, "t", setmetatable({}, FRESH))
end

--- Returns one line that says what failed and where.
---
---@param what string     What was being done.
---@param title string    Of the version.
---@param message any     What was raised, or said.
---@return string
function M.complaint(what, title, message)
  if type(message) ~= "string" then
    message = ("(the error object is a %s)"):format(type(message))
  end
  local line = message:match("^[^\n]*")
  if line:sub(1, #title) ~= title then
    line = title .. ": " .. line
  end
  return what .. ": " .. line
end

--- Calls what may fail either way, by raising or by returning nothing and a message.
local function attempt(what, title, call, ...)
  local ok, value, message = pcall(call, ...)
  if not ok then
    return nil, M.complaint(what, title, value)
  elseif not value and message ~= nil then
    return nil, M.complaint(what, title, message)
  end
  return true, value
end

--- Takes up what a source returned; raises where it breaks the contract, or cannot be read.
local function take_up(version, module, methods)
  if type(module) ~= "table" then
    error(("wanted a table of functions, got a %s"):format(type(module)), 0)
  end
  for _, name in ipairs(methods) do
    if type(module[name]) ~= "function" then
      error(("wanted a function %s, got a %s"):format(name, type(module[name])), 0)
    end
  end
  version.module, version.schema = module, module.schema or 1
  version.import, version.export = module.import, module.export
end

--- Compiles a source and holds what it returns to the contract.
---
---@param version SlotVersion  Without a module yet; gets it.
---@param options SlotOptions
---@return true? ok
---@return string? message
function M.compile(version, options)
  local title = version.title
  local ok, chunk = attempt("compile", title, options.load or M.load, version.source, title)
  if not ok then
    return nil, chunk
  end
  local is_run, module = attempt("compile", title, chunk)
  if not is_run then
    return nil, module
  end
  return attempt("contract", title, take_up, version, module, options.methods)
end

--- Packs a state: nothing but plain data can travel.
---
---@param version SlotVersion  For messages.
---@param state any
---@param schema? number
---@return StateParcel? parcel
---@return string? message
function M.pack(version, state, schema)
  local bytes, message = sandbox.pack(state)
  if not bytes then
    return nil, M.complaint("export", version.title, message)
  end
  return { bytes = bytes, schema = schema }
end

--- Packs what a version gives away of its state.
---
---@param version SlotVersion
---@param state table
---@return StateParcel? parcel
---@return string? message
function M.export(version, state)
  local ok, value = true, state
  if version.export then
    ok, value = attempt("export", version.title, version.export, state)
  end
  if not ok then
    return nil, value
  end
  return M.pack(version, value, version.schema)
end

local function import_problem(version, schema, state)
  if not version.import and schema ~= version.schema then
    local text = "a state of schema %s wants a function import to become one of schema %s"
    return text:format(schema, version.schema)
  elseif type(state) ~= "table" then
    return "wanted a table as the state, got a " .. type(state)
  end
end

--- Returns a copy of a packed state as a version takes it up.
---
---@param version SlotVersion
---@param parcel StateParcel
---@return table? state
---@return string? message
function M.import(version, parcel)
  local ok, state = true, sandbox.unpack(parcel.bytes)
  local schema = parcel.schema or version.schema
  if version.import then
    ok, state = attempt("import", version.title, version.import, state, schema)
  end
  if not ok then
    return nil, state
  end
  local problem = import_problem(version, schema, state)
  if problem then
    return nil, M.complaint("import", version.title, problem)
  end
  return state
end

--- Tries a version on a state that may be spoilt.
---
---@param version SlotVersion
---@param state? table
---@param smoke fun(module: table, state?: table, source: string): any, string?
---@return true? ok
---@return string? message
function M.try(version, state, smoke)
  local ok, message = attempt("smoke", version.title, smoke, version.module, state, version.source)
  return ok, not ok and message or nil
end

return M
