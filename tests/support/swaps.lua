--- Swaps: a slot under versions drawn at random, many of them bad, beside a model of what it is.
--
-- A version multiplies what it is given by a factor of its own and adds it to the state. Those of
-- schema 1 keep the sum as `sum`, those of schema 2 as `total`. The model knows the factor and the
-- sum that must be there, and those that a failure brings back.

local check = require("tests.support.check")
local slots = require("hyla.slot")

local M = {}

local FIELD = { "sum", "total" }

local PROBATION = 4

--- A version; what is wrong with it fills some of the holes.
local SOURCE = [[
-- version %d
local lateness = %d
local version, calls, imports = { schema = %d }, 0, 0
function version.import(state, schema)
  local sum = state[schema == 1 and "sum" or "total"]
  %s
  return { %s = sum, list = state.list }
end
function version.%s(state, x)
  calls = calls + 1
  state.%s = state.%s + %d * x
  state.list[1] = x
  %s
  return state.%s
end
return version
]]

--- What may be wrong with a version, and what it puts into the holes. "late" fails in one of its
--- first calls, after the one of the smoke test.
local FAULTS = {
  none = {},
  compile = { extra = "return return" },
  contract = { method = "added" },
  import = { taking = "sum = sum + nil" },
  swap = { taking = "imports = imports + 1; if imports == 2 then error('not twice') end" },
  smoke = { extra = "if x == 0 then error('smoke') end" },
  late = { extra = "if calls > lateness then state.list = nil; error('late') end" },
}

local NAMES = { "none", "none", "none", "compile", "contract", "import", "swap", "smoke", "late" }

--- Where a fault shows: what `stage`, the safe point or the history says of it.
local REFUSAL = {
  compile = "compile: sum@",
  contract = "contract: sum@",
  import = "import: sum@",
  smoke = "smoke: sum@",
}

local function source_of(version)
  local fault, field = FAULTS[version.fault], FIELD[version.schema]
  return SOURCE:format(
    version.number,
    version.lateness,
    version.schema,
    fault.taking or "",
    field,
    fault.method or "add",
    field,
    field,
    version.factor,
    fault.extra or "",
    field
  )
end

local function smoke(module, state)
  return module.add(state, 0)
end

--- Opens a slot and its model.
---
---@param rng Rng
---@return table swaps
function M.open(rng)
  local first = { number = 0, schema = 1, factor = 1, fault = "none", lateness = 0 }
  local self = { rng = rng, drawn = 0, events = {}, current = first, sum = 0, calls = 0 }
  self.slot = assert(slots.open({
    name = "sum",
    source = source_of(first),
    methods = { "add" },
    state = { sum = 0, list = { 0 } },
    smoke = smoke,
    probation = PROBATION,
    journal = function(event)
      self.events[event.what] = (self.events[event.what] or 0) + 1
    end,
  }))
  return self
end

local function draw_version(self)
  self.drawn = self.drawn + 1
  return {
    number = self.drawn,
    schema = self.rng:integer(2),
    factor = self.rng:integer(9),
    lateness = self.rng:integer(PROBATION),
    fault = NAMES[self.rng:integer(#NAMES)],
  }
end

--- Stages a version and passes a safe point; the model follows.
local function swap(self, version)
  local number, message = self.slot:stage(source_of(version))
  local refusal = REFUSAL[version.fault]
  if refusal then
    check.equal(number, nil)
    check.contains(message, refusal)
  end
  local swapped, reason = self.slot:safe_point()
  if version.fault == "swap" then
    check.equal(swapped, nil)
    check.contains(reason, "not twice")
  elseif not refusal then
    check.equal(swapped, true)
    self.proven = self.proven or { version = self.current, sum = self.sum }
    self.current, self.calls = version, 0
  end
end

--- Stages again what is in use, which must change nothing.
local function stage_again(self)
  check.equal(self.slot:stage(source_of(self.current)), self.slot.current.number)
  check.equal(self.slot:safe_point(), nil)
end

--- Adds to both; the model falls back where the version must fail.
local function call(self, x)
  self.calls = self.calls + 1
  if self.proven and self.current.fault == "late" and self.calls == self.current.lateness then
    self.current, self.sum, self.proven = self.proven.version, self.proven.sum, nil
  end
  self.sum = self.sum + self.current.factor * x
  check.equal(self.slot.call.add(x), self.sum)
  if self.calls == PROBATION then
    self.proven = nil
  end
end

local function compare(self)
  local slot, version = self.slot, self.current
  check.equal(slot.current.source, source_of(version))
  check.equal(slot.state[FIELD[version.schema]], self.sum)
  check.equal(slot.state[FIELD[3 - version.schema]], nil)
  check.equal(type(slot.state.list[1]), "number")
  check.equal(slot.proven and slot.proven.source, self.proven and source_of(self.proven.version))
  check.equal(slot.pending, nil)
end

--- Does one swap at random and some calls, and compares the slot with the model.
---
---@param self table
function M.step(self)
  swap(self, draw_version(self))
  if self.rng:integer(8) == 1 then
    stage_again(self)
  end
  for _ = 1, self.rng:integer(8) - 1 do
    call(self, self.rng:integer(9))
  end
  compare(self)
end

return M
