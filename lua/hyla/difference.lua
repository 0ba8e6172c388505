--- Differences: two programs compared part by part, in the form that patch reads.

local files = require("hyla.files")
local tree = require("hyla.tree")

local M = {}

--- Calls `use` with the path of a temporary file that holds a text.
local function with_file(text, use)
  local path = os.tmpname()
  local ok, message = files.write(path, text)
  local result, why
  if ok then
    result, why = use(path)
  end
  os.remove(path)
  return result, message or why
end

--- Runs the system's diff. Paths are ours, and hold nothing that a shell would read.
local function run_diff(path, one, other, from, to)
  local command = ("diff -u --label %s --label %s %s %s"):format(from, to, one, other)
  local pipe = assert(io.popen(command))
  local text = pipe:read("*a")
  pipe:close()
  if text == "" then
    return nil, ("%s: wanted the program diff (Debian package diffutils)"):format(path)
  end
  return text
end

--- Compares two texts; a missing one stands for a missing file.
local function compare(path, one, other)
  return with_file(one or "", function(first)
    return with_file(other or "", function(second)
      local from = one and "a/" .. path or "/dev/null"
      return run_diff(path, first, second, from, other and "b/" .. path or "/dev/null")
    end)
  end)
end

--- Compares two programs.
---
---@param one Program
---@param other Program
---@return { path: string, text: string }[]? differences The files that differ, in order.
---@return string? message
function M.of(one, other)
  local before, message = tree.files(one)
  local after, why = tree.files(other)
  if not (before and after) then
    return nil, message or why
  end
  local differences = {}
  for _, path in ipairs(tree.paths(before, after)) do
    if before[path] ~= after[path] then
      local text, reason = compare(path, before[path], after[path])
      if not text then
        return nil, reason
      end
      differences[#differences + 1] = { path = path, text = text }
    end
  end
  return differences
end

return M
