--- Settings: YAML checked against rows, with the place of every fault.
--
-- A text has sections, a section has keys; a row says what one key takes.

local kinds = require("hyla.kinds")
local nearest = require("hyla.nearest")
local yaml = require("hyla.yaml")

---@class SettingRow
---@field key string Section and name, as in `search.budget`.
---@field kind Kind What values it takes.
---@field default? any The value, or a function that finds it; nil when the key must be given.
---@field meaning string One sentence.

---@class Reading What one call works on.
---@field path string
---@field rows table<string, SettingRow> By key.
---@field names table<string, string[]> The names in each section, in order.
---@field sections string[] In order.
---@field open table<string, true> Sections that take other keys as well.
---@field values table
---@field given table<string, true>

local M = {}

--- Returns the section and the name of a row's key.
---
---@param row SettingRow
---@return string section
---@return string name
function M.split(row)
  return row.key:match("^(%w+)%.(.+)$")
end

local function new_reading(path, rows, open)
  local self =
    { path = path, rows = {}, names = {}, sections = {}, open = {}, values = {}, given = {} }
  local function add_section(section)
    if not self.names[section] then
      self.names[section], self.values[section] = {}, {}
      table.insert(self.sections, section)
    end
  end
  for _, row in ipairs(rows) do
    local section, name = M.split(row)
    add_section(section)
    table.insert(self.names[section], name)
    self.rows[row.key] = row
  end
  for _, section in ipairs(open) do
    add_section(section)
    self.open[section] = true
  end
  return self
end

local function fault(self, place, format, ...)
  return nil, ("%s:%d:%d: "):format(self.path, place.line, place.column) .. format:format(...)
end

--- Returns the keys of a mapping in the order of the file, so that the first fault is the one told.
local function keys_in_order(position)
  local keys = {}
  for key in pairs(position.keys or {}) do
    keys[#keys + 1] = key
  end
  table.sort(keys, function(a, b)
    local one, other = position.keys[a], position.keys[b]
    return one.line < other.line or one.line == other.line and one.column < other.column
  end)
  return keys
end

--- Reads one key; one without a value counts as left out.
local function read_key(self, section, name, value, position)
  local key = section .. "." .. name
  local row = self.rows[key]
  if not row and not self.open[section] then
    local hint = nearest.hint(name, self.names[section])
    return fault(self, position.keys[name], "%s is not a key here%s", key, hint)
  end
  local wanted = row and value ~= nil and row.kind(value)
  if wanted then
    local found = kinds.show(value) .. kinds.hint(row.kind, value)
    return fault(self, position.values[name], "%s wants %s, got %s", key, wanted, found)
  end
  self.values[section][name] = value
  self.given[key] = value ~= nil or nil
  return true
end

local function read_section(self, section, values, position)
  if not self.names[section] then
    local hint = nearest.hint(section, self.sections)
    return fault(self, position.keys[section], "%s is not a section here%s", section, hint)
  end
  local inner = position.values[section]
  if values ~= nil and not inner.keys then
    return fault(self, inner, "%s wants keys with values, got %s", section, kinds.show(values))
  end
  for _, name in ipairs(keys_in_order(inner)) do
    local ok, message = read_key(self, section, name, values[name], inner)
    if not ok then
      return nil, message
    end
  end
  return true
end

--- Fills in the defaults of what is not there.
---
---@param values table By section and name; it is changed.
---@param path string For messages.
---@param rows SettingRow[]
---@return true? done
---@return string? message Names a key that must be given.
function M.complete(values, path, rows)
  for _, row in ipairs(rows) do
    local section, name = M.split(row)
    if values[section][name] == nil then
      local default = row.default
      if default == nil then
        return nil, ("%s: %s is missing; it says: %s"):format(path, row.key, row.meaning)
      end
      values[section][name] = type(default) == "function" and default() or default
    end
  end
  return true
end

--- Reads a text whose keys have rows.
---
---@param text string
---@param path string For messages.
---@param rows SettingRow[]
---@param open string[] The sections that take keys without a row as well.
---@return table? values By section and name; every section is there.
---@return table<string, true>|string given The keys that have a value, or the message.
---@return YamlPosition position Where everything is.
function M.read(text, path, rows, open)
  local values, position = yaml.parse(text, path)
  if type(position) == "string" then
    return nil, position
  end
  local self = new_reading(path, rows, open)
  if values ~= nil and (type(values) ~= "table" or values[1] ~= nil) then
    return fault(self, position, "wanted sections with keys, got %s", kinds.show(values))
  end
  for _, section in ipairs(keys_in_order(position)) do
    local ok, message = read_section(self, section, values[section], position)
    if not ok then
      return nil, message
    end
  end
  return self.values, self.given, position
end

return M
