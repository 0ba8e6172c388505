--- Comma-separated values: tables for other programs, as RFC 4180 has them.

local canonical = require("hyla.canonical")

local M = {}

local function write(value)
  if value == nil then
    return ""
  end
  if type(value) == "number" then
    -- the digits that give the number back; the infinite and undefined have none in JSON
    return canonical.encode(value) or tostring(value)
  end
  local text = tostring(value)
  return text:find('[,"\r\n]') and '"' .. text:gsub('"', '""') .. '"' or text
end

--- Writes the names of the columns.
---
---@param fields string[]
---@return string text Ends in CR LF.
function M.header(fields)
  return table.concat(fields, ",") .. "\r\n"
end

--- Writes a line.
---
---@param fields string[] Names of the columns.
---@param row table<string, string|number|boolean> By name; what is missing is left empty.
---@return string text Ends in CR LF.
function M.line(fields, row)
  local cells = {}
  for i, field in ipairs(fields) do
    cells[i] = write(row[field])
  end
  return table.concat(cells, ",") .. "\r\n"
end

--- Writes a table.
---
---@param fields string[] Names of the columns.
---@param rows table<string, string|number|boolean>[]
---@return string text Lines end in CR LF.
function M.write(fields, rows)
  local lines = { M.header(fields) }
  for i, row in ipairs(rows) do
    lines[i + 1] = M.line(fields, row)
  end
  return table.concat(lines)
end

return M
