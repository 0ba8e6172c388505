--- A validator of the words of JSON Schema that the project writes; any other word is a mistake.

local M = {}

local check

local TYPES = {
  object = function(value)
    return type(value) == "table" and value[1] == nil
  end,
  array = function(value)
    return type(value) == "table" and (value[1] ~= nil or next(value) == nil)
  end,
  integer = function(value)
    return type(value) == "number" and value == math.floor(value)
  end,
  null = function(value)
    return value == nil
  end,
}

local function has_type(value, name)
  local test = TYPES[name]
  return test and test(value) or not test and type(value) == name
end

local WORDS = {}

function WORDS.type(value, names)
  for _, name in ipairs(type(names) == "table" and names or { names }) do
    if has_type(value, name) then
      return nil
    end
  end
  return "has another type"
end

function WORDS.minimum(value, least)
  return type(value) == "number" and value < least and "is too small" or nil
end

function WORDS.maximum(value, most)
  return type(value) == "number" and value > most and "is too large" or nil
end

function WORDS.minItems(value, least)
  return TYPES.array(value) and #value < least and "has too few" or nil
end

function WORDS.maxItems(value, most)
  return TYPES.array(value) and #value > most and "has too many" or nil
end

function WORDS.pattern(value, pattern)
  assert(pattern == "^[A-Za-z0-9_-][A-Za-z0-9_.-]*$", "another pattern")
  local fits = type(value) ~= "string" or value:find("^[%w_%-][%w_.%-]*$")
  return not fits and "does not look so" or nil
end

function WORDS.enum(value, values)
  for _, one in ipairs(values) do
    if one == value then
      return nil
    end
  end
  return "is none of these"
end

function WORDS.items(value, schema)
  for i, item in ipairs(type(value) == "table" and value or {}) do
    local problem = check(item, schema)
    if problem then
      return ("[%d] %s"):format(i, problem)
    end
  end
end

function WORDS.required(value, names)
  for _, name in ipairs(names) do
    if type(value) == "table" and value[name] == nil then
      return ("lacks %s"):format(name)
    end
  end
end

function WORDS.properties(value, properties)
  for name, schema in pairs(type(value) == "table" and properties or {}) do
    local problem = value[name] ~= nil and check(value[name], schema)
    if problem then
      return ("%s %s"):format(name, problem)
    end
  end
end

function WORDS.additionalProperties(value, allowed, schema)
  for name, inner in pairs(TYPES.object(value) and value or {}) do
    local is_known = schema.properties and schema.properties[name]
    if not is_known and allowed == false then
      return ("%s is not known"):format(name)
    end
    local problem = not is_known and type(allowed) == "table" and check(inner, allowed)
    if problem then
      return ("%s %s"):format(name, problem)
    end
  end
end

local SILENT = { ["$schema"] = true, default = true, description = true, title = true }

function check(value, schema)
  for word, wanted in pairs(schema) do
    if not SILENT[word] then
      local test = assert(WORDS[word], word)
      local problem = test(value, wanted, schema)
      if problem then
        return problem
      end
    end
  end
end

--- Returns what is wrong with a value; nil when it keeps to a schema.
---
---@param value any
---@param schema table
---@return string?
function M.problem(value, schema)
  return check(value, schema)
end

return M
