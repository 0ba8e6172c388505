--- Configs of studies: the YAML file that says what is compared with what, on what, how often.

local canonical = require("hyla.canonical")
local configs = require("hyla.config")
local files = require("hyla.files")
local keys = require("hyla.keys")
local kinds = require("hyla.kinds")
local machine = require("hyla.machine")
local nearest = require("hyla.nearest")
local settings = require("hyla.settings")
local tasks = require("hyla.task")

---@class StudyConfig
---@field path string
---@field study { title: string, about: string[], seeds: integer, seed: integer, held_out: integer,
--- workers: integer }
---@field families table<string, table>  Task sections by name; policies learn from them.
---@field kept table<string, table>      The same of families that no policy learns from.
---@field methods table<string, MethodConfig>
---@field order string[]                 The methods in the order of the file.
---@field training { budgets: integer[], instances: integer, length: integer, width: integer }
---@field exam { instances: integer, length: integer }
---@field report table                   See M.keys.
---@field limits Limits
---@field kept_limits? Limits            Of the families in `kept`, where they have others.

---@class MethodConfig
---@field policy string                  A module.
---@field label? string
---@field about? string
---@field agent? string                  The starting agent: a module.
---@field editors? string[]              The only editors that it has.
---@field without? string[]              Editors that it does not have.
---@field constants? table<string, any>  Constants of the policy's source: any plain data.
---@field learns? boolean                false for one that is examined as it starts.

local M = {}

local function list_of(wanted, is_item, item_schema)
  return kinds.with_schema(function(value)
    local is_list = type(value) == "table" and #value > 0
    for _, item in ipairs(is_list and value or {}) do
      is_list = is_list and is_item(item)
    end
    return not is_list and wanted or nil
  end, { type = "array", items = item_schema, minItems = 1 })
end

local function is_text(value)
  return type(value) == "string"
end

local function is_whole(value)
  return type(value) == "number" and value >= 1 and value == math.floor(value)
end

local function is_pair(value)
  return type(value) == "table" and #value == 2 and is_text(value[1]) and is_text(value[2])
end

local function mapping(value)
  local is_map = type(value) == "table" and value[1] == nil
  return not is_map and "names with values" or nil
end

local function texts_by_name(value)
  local is_map = mapping(value) == nil
  for _, item in pairs(is_map and value or {}) do
    is_map = is_map and is_text(item)
  end
  return not is_map and "names with texts" or nil
end

kinds.with_schema(mapping, { type = "object" })
kinds.with_schema(texts_by_name, { type = "object", additionalProperties = { type = "string" } })

local TEXT = { type = "string" }
local PAIR = { type = "array", items = TEXT, minItems = 2, maxItems = 2 }

local whole_numbers =
  list_of("a list of whole numbers from 1", is_whole, { type = "integer", minimum = 1 })

---@type SettingRow[]
M.keys = {
  { key = "study.title", kind = kinds.text, meaning = "What the report is called." },
  {
    key = "study.about",
    kind = list_of("a list of texts", is_text, TEXT),
    default = {},
    meaning = "Paragraphs that the report begins with.",
  },
  {
    key = "study.seeds",
    kind = kinds.integer(1, 10000),
    default = 12,
    meaning = "How many times all is done: each seed draws its own tasks.",
  },
  {
    key = "study.seed",
    kind = kinds.integer(0, 2 ^ 31),
    default = 1,
    meaning = "The first of the seeds.",
  },
  {
    key = "study.held_out",
    kind = kinds.integer(0, 10000),
    default = 10000,
    meaning = "How many families each seed holds out in turn, all by default; 0: those in `kept`.",
  },
  {
    key = "training.budgets",
    kind = whole_numbers,
    meaning = "After how many evaluations, all charged, a policy is examined; ascending.",
  },
  {
    key = "training.instances",
    kind = kinds.integer(1, 10000),
    default = 8,
    meaning = "Instances of each family to learn from.",
  },
  {
    key = "training.length",
    kind = kinds.integer(1, 100000),
    default = 20,
    meaning = "Edits of a search that is learned from.",
  },
  {
    key = "training.width",
    kind = kinds.integer(1, 256),
    default = 8,
    meaning = "Searches between two lessons; they run side by side.",
  },
  {
    key = "exam.instances",
    kind = kinds.integer(1, 10000),
    default = 6,
    meaning = "Instances of a family that a frozen policy is examined on.",
  },
  {
    key = "exam.length",
    kind = kinds.integer(1, 100000),
    default = 40,
    meaning = "Edits of a search in an exam: the greatest k.",
  },
  {
    key = "report.ks",
    kind = whole_numbers,
    default = { 5, 10, 20 },
    meaning = "The k of imp@k in tables.",
  },
  {
    key = "report.pairs",
    kind = list_of("a list of pairs of methods", is_pair, PAIR),
    default = {},
    meaning = "Methods whose difference is tested.",
  },
  {
    key = "report.tests",
    kind = list_of("a list of measures such as auc or imp@10", is_text, TEXT),
    default = { "auc" },
    meaning = "Measures that are tested.",
  },
  {
    key = "report.full",
    kind = kinds.text,
    default = "",
    meaning = "The method that ablations take a feature from.",
  },
  {
    key = "report.without",
    kind = texts_by_name,
    default = {},
    meaning = "Ablations: methods, each with the feature that it lacks.",
  },
  {
    key = "report.compounding",
    kind = kinds.integer(1),
    default = 10,
    meaning = "The k whose imp@k is shown against meta-training.",
  },
}

--- What candidates of studies may use where the file does not say: they are small, and many.
local LIMITS = {
  cpu_seconds = 0.05,
  wall_seconds = 10,
  memory_bytes = 2 ^ 26,
  output_bytes = 2 ^ 18,
  work = 0,
}

-- the rows of the limits are those of a run, but for their defaults
for _, row in ipairs(configs.keys) do
  local section, name = settings.split(row)
  if section == "limits" and LIMITS[name] then
    table.insert(M.keys, {
      key = row.key,
      kind = row.kind,
      default = LIMITS[name],
      meaning = row.meaning,
    })
  end
end

table.insert(M.keys, {
  key = "limits.kept",
  kind = kinds.with_schema(function(value)
    return mapping(value) or configs.limits_problem(value)
  end, { type = "object" }),
  default = {},
  meaning = "What differs from the other limits for the families in `kept`.",
})

local editor_names = list_of("a list of editors", is_text, TEXT)

--- What a method and a family may say; `*` stands for its name.
---@type SettingRow[]
M.entry_keys = {
  {
    key = "methods.*.policy",
    kind = kinds.module,
    meaning = "The policy that is compared: a Lua module.",
  },
  {
    key = "methods.*.label",
    kind = kinds.text,
    is_optional = true,
    meaning = "What reports call the method; its name by default.",
  },
  {
    key = "methods.*.about",
    kind = kinds.text,
    is_optional = true,
    meaning = "One sentence on it for the report.",
  },
  {
    key = "methods.*.agent",
    kind = kinds.module,
    is_optional = true,
    meaning = "The agent that its searches start from.",
  },
  {
    key = "methods.*.editors",
    kind = editor_names,
    is_optional = true,
    meaning = "The only editors that it has; all that are shipped by default.",
  },
  {
    key = "methods.*.without",
    kind = editor_names,
    is_optional = true,
    meaning = "Editors that it does not have.",
  },
  {
    key = "methods.*.constants",
    kind = mapping,
    is_optional = true,
    meaning = "Constants of the policy's source that have other values: any plain data.",
  },
  {
    key = "methods.*.learns",
    kind = kinds.with_schema(function(value)
      return type(value) ~= "boolean" and "true or false" or nil
    end, { type = "boolean" }),
    is_optional = true,
    meaning = "false for one that is examined as it starts.",
  },
  {
    key = "families.*.module",
    kind = kinds.module,
    meaning = "A task that policies learn from and are examined on; beside it stand its options.",
  },
  {
    key = "kept.*.module",
    kind = kinds.module,
    meaning = "A task that policies are only examined on; beside it stand its options.",
  },
}

--- The kinds of what a method may say, by name.
local METHOD_KEYS = {}
for _, row in ipairs(M.entry_keys) do
  METHOD_KEYS[row.key:match("^methods%.%*%.(.+)$") or ""] = row.kind
end
METHOD_KEYS[""] = nil

local function fault(path, place, format, ...)
  return nil, ("%s:%d:%d: %s"):format(path, place.line, place.column, format:format(...))
end

local function check_method(path, name, method, place)
  if type(method) ~= "table" or type(method.policy) ~= "string" then
    return fault(path, place, "methods.%s wants a policy", name)
  end
  for _, key in ipairs(keys.sorted(method)) do
    local kind = METHOD_KEYS[key]
    if not kind then
      local hint = nearest.hint(key, keys.sorted(METHOD_KEYS))
      return fault(path, place.keys[key], "methods.%s.%s is not a key here%s", name, key, hint)
    end
    local wanted = kind(method[key])
    if wanted then
      local found = kinds.show(method[key]) .. kinds.hint(kind, method[key])
      local text_of = "methods.%s.%s wants %s, got %s"
      return fault(path, place.values[key], text_of, name, key, wanted, found)
    end
  end
  return true
end

local function check_family(path, section, name, task, place)
  if type(task) ~= "table" or type(task.module) ~= "string" then
    return fault(path, place, "%s.%s wants a module, and the options of its task", section, name)
  end
  local module, why = tasks.load_module(task.module)
  if not module then
    return fault(path, place, "%s.%s: %s", section, name, why)
  end
  local checked, message = tasks.check_options(module, task)
  if not checked then
    return fault(path, place, "%s.%s: %s", section, name, message)
  end
  return true
end

-- takes what is said of the kept families out of the limits; what is left there is for all others
local function divide_limits(config)
  local kept, limits = config.limits.kept, config.limits
  limits.kept = nil
  if not next(kept) then
    return
  end
  config.kept_limits = {}
  for name, value in pairs(limits) do
    config.kept_limits[name] = kept[name] or value
  end
end

-- the names in a section, in the order of the file
local function names_in(values, position)
  local names = keys.sorted(values)
  table.sort(names, function(a, b)
    local one, other = position.keys[a], position.keys[b]
    return one.line < other.line or one.line == other.line and one.column < other.column
  end)
  return names
end

local function check_entries(config, position)
  local places = position.values
  if not places.methods or not places.families then
    return fault(config.path, position, "a study wants the sections families and methods")
  end
  for _, name in ipairs(names_in(config.methods, places.methods)) do
    local place = places.methods.values[name]
    local ok, message = check_method(config.path, name, config.methods[name], place)
    if not ok then
      return nil, message
    end
  end
  for _, section in ipairs({ "families", "kept" }) do
    for _, name in ipairs(keys.sorted(config[section])) do
      local place = places[section].values[name]
      local ok, message = check_family(config.path, section, name, config[section][name], place)
      if not ok then
        return nil, message
      end
    end
  end
  config.order = names_in(config.methods, places.methods)
  return true
end

--- Reads a file.
---
---@param path string
---@param overrides? { workers: integer? }
---@return StudyConfig?
---@return string? message One line that says where, what was wanted, and what came.
function M.load(path, overrides)
  local source, message = files.read(path)
  if not source then
    return nil, message
  end
  local open = { "families", "kept", "methods" }
  local config, given, position = settings.read(source, path, M.keys, open)
  if not config then
    return nil, given
  end
  config.path = path
  local ok, why = settings.complete(config, path, M.keys)
  if ok then
    table.sort(config.training.budgets)
    divide_limits(config)
    ok, why = check_entries(config, position)
  end
  if not ok then
    return nil, why
  end
  config.study.workers = overrides and overrides.workers or machine.processors()
  return config
end

-- what decides the results of each method: not what it is called in a report
local function deciding(methods)
  local decide = {}
  for name, method in pairs(methods) do
    decide[name] = {}
    for key, value in pairs(method) do
      if key ~= "label" and key ~= "about" then
        decide[name][key] = value
      end
    end
  end
  return decide
end

--- Returns what decides the results of a study, as one text.
---
---@param config StudyConfig
---@return string
function M.text(config)
  return assert(canonical.encode({
    families = config.families,
    kept = config.kept,
    methods = deciding(config.methods),
    training = config.training,
    exam = config.exam,
    limits = config.limits,
    kept_limits = config.kept_limits,
    seed = config.study.seed,
    held_out = config.study.held_out,
  }))
end

local function is_same(one, other)
  return canonical.encode({ one }) == canonical.encode({ other })
end

--- Joins a study with what was begun before: methods may be new, or not be there any more; all else
--- is the same.
---
---@param before string   A text of M.text.
---@param config StudyConfig
---@return string? text   Of both.
---@return string? key    The first that differs.
function M.join(before, config)
  local was, now = canonical.decode(before) or {}, assert(canonical.decode(M.text(config)))
  for _, name in ipairs(keys.sorted(was.methods or {})) do
    local method = now.methods[name]
    if method and not is_same(method, was.methods[name]) then
      return nil, "methods." .. name
    end
    now.methods[name] = was.methods[name]
  end
  for _, section in ipairs(keys.sorted(now)) do
    if section ~= "methods" and not is_same(now[section], was[section]) then
      return nil, section
    end
  end
  return assert(canonical.encode(now))
end

return M
