--- Configs: the YAML file that says what a run is, checked key by key.
--
-- `M.keys` is the whole of it: what may stand in a file, in which range, and what it is for.

local canonical = require("hyla.canonical")
local files = require("hyla.files")
local keys = require("hyla.keys")
local kinds = require("hyla.kinds")
local machine = require("hyla.machine")
local settings = require("hyla.settings")
local shipped = require("hyla.shipped")
local tasks = require("hyla.task")

---@class ConfigKey: SettingRow
---@field flag? string The option of the command line that goes before the file.
---@field is_free? boolean A run that is resumed may be given another value.

---@class Limits
---@field cpu_seconds number
---@field wall_seconds number
---@field memory_bytes integer
---@field output_bytes integer
---@field fuel integer

---@class Config
---@field path string The file.
---@field task table `module` and the options of the task.
---@field program { agent: string, policy: string, editors: string[], mind: string }
---@field search { budget: integer, window: integer, episode: integer, seed: integer,
--- workers: integer, test_queries: integer, race: number }
---@field limits Limits
---@field given table<string, true> The keys that the file or the command line gave.

local M = {}

--- As many as a pool takes.
local MOST_WORKERS = 256

---@type ConfigKey[]
M.keys = {
  {
    key = "task.module",
    kind = kinds.module,
    meaning = "The task: a Lua module; the other keys of the section are its options.",
  },
  {
    key = "program.agent",
    kind = kinds.module,
    default = "agents.cold",
    meaning = "The agent that the search starts from.",
  },
  {
    key = "program.policy",
    kind = kinds.module,
    default = "agents.policy.bandit",
    meaning = "The policy that chooses the edits.",
  },
  {
    key = "program.editors",
    kind = kinds.modules,
    default = shipped.editors,
    meaning = "The edit operators; all that are shipped unless named.",
  },
  {
    key = "program.mind",
    kind = kinds.text,
    default = "",
    meaning = "What the policy begins with: a finished run, or a file of a study's minds/.",
  },
  {
    key = "search.budget",
    kind = kinds.integer(1),
    default = 300,
    flag = "budget",
    is_free = true,
    meaning = "How many edits are tried.",
  },
  {
    key = "search.window",
    kind = kinds.integer(1),
    default = 8,
    meaning = "An edit is proposed from the archive as it stood this many entries before.",
  },
  {
    key = "search.episode",
    kind = kinds.integer(0),
    default = 25,
    meaning = "The policy learns after so many edits; 0: it remembers them, and never learns.",
  },
  {
    key = "search.seed",
    kind = kinds.integer(0, 2 ^ 53 - 1),
    default = 1,
    flag = "seed",
    meaning = "Names the random numbers: the same seed gives the same run.",
  },
  {
    key = "search.test_queries",
    kind = kinds.integer(2),
    default = 16,
    meaning = "How many programs of one line of descent may be measured on the test split, ever.",
  },
  {
    key = "search.race",
    kind = kinds.number(0, 0.5),
    default = 0,
    meaning = "How likely a better candidate is dropped on part of the cases; 0: none ever is.",
  },
  {
    key = "search.workers",
    kind = kinds.integer(1, MOST_WORKERS),
    default = function()
      return math.min(machine.processors(), MOST_WORKERS)
    end,
    flag = "workers",
    is_free = true,
    meaning = "How many candidates are evaluated at a time; the result does not depend on it.",
  },
  {
    key = "limits.cpu_seconds",
    kind = kinds.number(0.001, 86400),
    default = 2,
    meaning = "Processor time that a candidate may use.",
  },
  {
    key = "limits.wall_seconds",
    kind = kinds.number(0.001, 86400),
    default = 20,
    meaning = "Time on the clock after which a candidate is stopped whatever it does.",
  },
  {
    key = "limits.memory_bytes",
    kind = kinds.integer(2 ^ 20),
    default = 2 ^ 28,
    meaning = "Memory that a candidate may use.",
  },
  {
    key = "limits.output_bytes",
    kind = kinds.integer(2 ^ 10),
    default = 2 ^ 20,
    meaning = "The most that a candidate may hand back.",
  },
  {
    key = "limits.fuel",
    kind = kinds.integer(0),
    default = 0,
    meaning = "Calls and rounds of loops that a job may take, wherever it runs; 0 for any number.",
  },
  {
    key = "limits.work",
    kind = kinds.integer(0),
    default = 0,
    meaning = "Work that a job may ask tensors for, in units of some nanoseconds; 0 for any.",
  },
}

--- Puts the options of the command line over the file.
local function override(config, overrides)
  for _, row in ipairs(M.keys) do
    local value = row.flag and overrides[row.flag]
    if value ~= nil then
      local wanted = row.kind(value)
      if wanted then
        return nil, ("--%s wants %s, got %s"):format(row.flag, wanted, kinds.show(value))
      end
      local section, name = settings.split(row)
      config[section][name] = value
      config.given[row.key] = true
    end
  end
  return true
end

--- Checks the options of the task where its module says what they are.
local function check_task(config, position)
  local module, why = tasks.load_module(config.task.module)
  if not module then
    return nil, ("%s: %s"):format(config.path, why)
  end
  local checked, message, key = tasks.check_options(module, config.task)
  if checked then
    return true
  end
  local section = position.values.task
  local is_known = module.options and module.options[key]
  local place = is_known and section.values[key] or section.keys[key]
  return nil, ("%s:%d:%d: %s"):format(config.path, place.line, place.column, message)
end

--- Reads a file, puts the command line over it, and fills in what neither gives.
---
---@param path string
---@param overrides? { seed: integer?, budget: integer?, workers: integer? }
---@return Config?
---@return string? message One line that says where, what was wanted, and what came.
function M.load(path, overrides)
  local text, message = files.read(path)
  if not text then
    return nil, message
  end
  local config, given, position = settings.read(text, path, M.keys, { "task" })
  if not config then
    return nil, given
  end
  config.path, config.given = path, given
  local ok, why = override(config, overrides or {})
  if ok then
    ok, why = settings.complete(config, path, M.keys)
  end
  if ok then
    ok, why = check_task(config, position)
  end
  if not ok then
    return nil, why
  end
  return config
end

--- Says what is wrong with the limits that a task asks for; nil when they fit.
---
---@param limits table<string, any>
---@return string?
function M.limits_problem(limits)
  local kind_of = {}
  for _, row in ipairs(M.keys) do
    kind_of[row.key] = row.kind
  end
  for _, name in ipairs(keys.sorted(limits)) do
    local kind = kind_of["limits." .. name]
    local wanted = kind and kind(limits[name])
    if not kind then
      return ("unknown key limits.%s"):format(name)
    elseif wanted then
      return ("limits.%s wants %s, got %s"):format(name, wanted, kinds.show(limits[name]))
    end
  end
end

local function is_same(one, other)
  return canonical.encode({ one }) == canonical.encode({ other })
end

--- Returns the config that a run began with, with the free keys of the command line.
---
---@param recorded table The run's own config.
---@param config Config The one that it is resumed with.
---@param overrides table The options of the command line.
---@return Config?
---@return string? message The key in which they differ.
function M.resume(recorded, config, overrides)
  if not is_same(recorded.task, config.task) then
    return nil, ("%s: the task is not the one that the run began with"):format(config.path)
  end
  for _, row in ipairs(M.keys) do
    local section, name = settings.split(row)
    local value = config[section][name]
    if row.is_free then
      recorded[section][name] = overrides[row.flag] and value or recorded[section][name]
    elseif config.given[row.key] and not is_same(recorded[section][name], value) then
      local was = kinds.show(recorded[section][name])
      return nil, ("%s is %s in the run, got %s"):format(row.key, was, kinds.show(value))
    end
  end
  recorded.path = config.path
  return recorded
end

return M
