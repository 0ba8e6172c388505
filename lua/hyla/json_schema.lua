--- JSON Schemas of the YAML files, so that editors complete keys and mark mistakes (draft 7).

local canonical = require("hyla.canonical")
local configs = require("hyla.config")
local kinds = require("hyla.kinds")
local settings = require("hyla.settings")
local studies = require("hyla.study.config")

local M = {}

local DRAFT = "http://json-schema.org/draft-07/schema#"

--- Sections that take more than the rows name: a task has the options of its module.
local OPEN = { task = true, families = true, kept = true }

local function copy(map)
  local new = {}
  for key, value in pairs(map) do
    new[key] = value
  end
  return new
end

local function is_required(row)
  return row.default == nil and not row.is_optional
end

--- Returns the schema of a row's values, with what an editor shows beside them.
local function property(row)
  local schema = copy(kinds.schema(row.kind))
  schema.description = row.meaning
  local default = row.default
  if type(default) == "table" and next(default) == nil then
    default = schema.type == "array" and canonical.EMPTY_LIST or default
    -- a list without anything is what stands for none
    schema.minItems = nil
  end
  schema.default = type(default) ~= "function" and default or nil
  -- a key without a value counts as left out
  schema.type = schema.type and not is_required(row) and { schema.type, "null" } or schema.type
  return schema
end

local function object(is_open)
  return { type = "object", properties = {}, additionalProperties = is_open or false }
end

--- Adds a row under a name.
local function add(section, name, row)
  section.properties[name] = property(row)
  if is_required(row) then
    section.required = section.required or {}
    table.insert(section.required, name)
  end
end

local function add_rows(root, rows)
  for _, row in ipairs(rows) do
    local section, name = settings.split(row)
    root.properties[section] = root.properties[section] or object(OPEN[section])
    add(root.properties[section], name, row)
  end
end

--- Adds what stands under names of the user's own: methods and families.
local function add_entries(root, rows)
  for _, row in ipairs(rows) do
    local section, name = row.key:match("^(%w+)%.%*%.(.+)$")
    if not root.properties[section] then
      root.properties[section] = { type = "object", additionalProperties = object(OPEN[section]) }
    end
    add(root.properties[section].additionalProperties, name, row)
  end
end

--- Returns the schema of the file of a run.
---
---@param options? Explanation[] Of the task's module, where it is known; then others are mistakes.
---@return table
function M.run(options)
  local root = object()
  root["$schema"], root.title = DRAFT, "A run of Hyla"
  add_rows(root, configs.keys)
  local task = root.properties.task
  for _, one in ipairs(options or {}) do
    local schema = copy(one.schema)
    schema.description = one.meaning
    task.properties[one.key:match("[^.]+$")] = schema
  end
  task.additionalProperties = options == nil
  root.required = { "task" }
  return root
end

--- Returns the schema of the file of a study.
---
---@return table
function M.study()
  local root = object()
  root["$schema"], root.title = DRAFT, "A study of Hyla"
  add_rows(root, studies.keys)
  add_entries(root, studies.entry_keys)
  root.required = { "study", "training", "families", "methods" }
  return root
end

return M
