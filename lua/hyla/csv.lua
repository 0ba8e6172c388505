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

--- Writes a table.
---
---@param fields string[] Names of the columns.
---@param rows table<string, string|number|boolean>[] By name; what is missing is left empty.
---@return string text Lines end in CR LF.
function M.write(fields, rows)
  local lines = { table.concat(fields, ",") }
  for _, row in ipairs(rows) do
    local cells = {}
    for i, field in ipairs(fields) do
      cells[i] = write(row[field])
    end
    lines[#lines + 1] = table.concat(cells, ",")
  end
  return table.concat(lines, "\r\n") .. "\r\n"
end

return M
