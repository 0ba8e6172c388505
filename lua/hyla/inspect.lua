--- Inspection: a value as a person wants to read it, a few lines long at most.

---@class InspectOptions
---@field width? integer Columns of a line; without it everything is in one line.
---@field depth? integer How deep tables are shown, 3 by default.
---@field items? integer How many items of a table are shown, 20 by default.
---@field describe? fun(value: table): string? What is shown instead of what is in a table.

local M = {}

local DEPTH, ITEMS, STRING = 3, 20, 200
local INDENT = "  "

local show

local function show_key(key)
  if type(key) == "string" and key:find("^[%a_][%w_]*$") then
    return key .. " = "
  elseif type(key) == "number" or type(key) == "boolean" then
    return "[" .. tostring(key) .. "] = "
  end
  return "[" .. show(key, { depth = 0, items = 0, path = "", seen = {} }, 1) .. "] = "
end

--- Orders keys: numbers before everything else, then by name.
local function is_before(a, b)
  if type(a) == "number" and type(b) == "number" then
    return a < b
  end
  if type(a) == "number" or type(b) == "number" then
    return type(a) == "number"
  end
  return tostring(a) < tostring(b)
end

--- Returns the keys that are not positions of a list of so many items.
local function other_keys(map, count)
  local keys = {}
  for key in next, map do
    local is_position = type(key) == "number" and key >= 1 and key <= count and key % 1 == 0
    if not is_position then
      keys[#keys + 1] = key
    end
  end
  table.sort(keys, is_before)
  return keys
end

local function step_of(key)
  if type(key) == "string" and key:find("^[%a_][%w_]*$") then
    return "." .. key
  end
  return "[" .. tostring(key) .. "]"
end

local function below(state, key)
  local deeper = setmetatable({ path = state.path .. step_of(key) }, { __index = state })
  deeper.width = state.width and state.width - #INDENT
  return deeper
end

--- Returns the items of a table as texts, and whether all of them are of a list.
local function items_of(value, state, depth)
  local count, items = #value, {}
  for i = 1, math.min(count, state.items) do
    items[i] = show(rawget(value, i), below(state, i), depth + 1)
  end
  local keys = other_keys(value, count)
  for i = 1, math.min(#keys, state.items - #items) do
    local key = keys[i]
    items[#items + 1] = show_key(key) .. show(rawget(value, key), below(state, key), depth + 1)
  end
  local left = count + #keys - #items
  if left > 0 then
    items[#items + 1] = ("... %d more"):format(left)
  end
  return items, #keys == 0
end

--- Returns items as lines of a width, as many in each as fit.
local function fill(items, width)
  local lines, line = {}, ""
  for i, item in ipairs(items) do
    local piece = item .. (i < #items and "," or "")
    if line ~= "" and #line + 1 + #piece > width then
      lines[#lines + 1], line = line, ""
    end
    line = line == "" and piece or line .. " " .. piece
  end
  lines[#lines + 1] = line
  return lines
end

local function lay_out(items, is_list, width)
  local flat = "{ " .. table.concat(items, ", ") .. " }"
  if not width or #flat <= width and not flat:find("\n", 1, true) then
    return flat
  end
  local lines = is_list and not flat:find("[\n{]", 2) and fill(items, width - #INDENT)
  lines = lines or { table.concat(items, ",\n") }
  local body = table.concat(lines, "\n"):gsub("[^\n]+", INDENT .. "%0")
  return "{\n" .. body .. "\n}"
end

local function show_table(value, state, depth)
  local description = state.describe and state.describe(value)
  if description then
    return description
  elseif state.seen[value] then
    return ("<cycle: %s>"):format(state.seen[value] == "" and "." or state.seen[value])
  elseif next(value) == nil then
    return "{}"
  elseif depth >= state.depth then
    return "{...}"
  end
  state.seen[value] = state.path
  local items, is_list = items_of(value, state, depth)
  state.seen[value] = nil
  return lay_out(items, is_list, state.width)
end

local function show_string(value, depth)
  if depth == 0 then
    return value
  end
  local text = #value > STRING and value:sub(1, STRING) or value
  local quoted = ("%q"):format(text):gsub("\\\n", "\\n")
  return #value > STRING and ("%s... %d bytes"):format(quoted, #value) or quoted
end

local function show_function(value)
  local info = debug.getinfo(value, "S")
  if info.what == "C" then
    return "function <C>"
  end
  return ("function <%s:%d>"):format(info.short_src, info.linedefined)
end

local function is_tensor(value)
  local tensors = package.loaded["hyla.tensor"]
  return tensors and tensors.is_tensor(value)
end

--- Returns a tensor's elements with its type and shape, or, within a table, those two alone where
--- the elements take several lines.
local function show_tensor(value, depth)
  local elements = tostring(value):gsub(" dtype=%w+$", ""):gsub(" shape=%b[]$", "")
  local kind = ("%s [%s]"):format(value:dtype(), table.concat(value:shape(), ", "))
  if depth > 0 and elements:find("\n", 1, true) then
    return "tensor " .. kind
  end
  return elements .. "  " .. kind .. (value:is_recorded() and ", recorded" or "")
end

local SHOW = {
  ["function"] = show_function,
  string = function(value, _, depth)
    return show_string(value, depth)
  end,
  table = show_table,
}

function show(value, state, depth)
  if is_tensor(value) then
    return show_tensor(value, depth)
  end
  local meta = debug.getmetatable(value)
  local has_own_text = type(value) ~= "string" and type(meta) == "table" and meta.__tostring
  local print_it = not has_own_text and SHOW[type(value)] or tostring
  return print_it(value, state, depth)
end

--- Returns a value as text: a string as it is, a table with what is in it, a tensor with its shape.
---
---@param value any
---@param options? InspectOptions
---@return string
function M.show(value, options)
  options = options or {}
  return show(value, {
    width = options.width,
    depth = options.depth or DEPTH,
    items = options.items or ITEMS,
    describe = options.describe,
    path = "",
    seen = {},
  }, 0)
end

return M
