--- Lints: what the checks of the tree share. Each prints `path:line: what it dislikes` and ends
--- with `1 passed, 0 failed`, or with the number of items (mostly files) that it dislikes.

local M = {}

-- without git, in an unpacked archive, every file counts
local LIST_COMMAND = "git ls-files --cached --others --exclude-standard 2>/dev/null"
  .. " || find . -type f -not -path './build/*' -printf '%P\\n'"

local function exists(path)
  local file = io.open(path)
  return file ~= nil and file:close()
end

local function matches(path, patterns)
  for _, pattern in ipairs(patterns) do
    if path:find(pattern) then
      return true
    end
  end
  return false
end

--- Returns the lines that a shell command prints.
---
---@param command string
---@return string[] lines
function M.output(command)
  local lines = {}
  local pipe = assert(io.popen(command))
  for line in pipe:lines() do
    lines[#lines + 1] = line
  end
  pipe:close()
  return lines
end

--- Returns the project's files whose path matches one of the Lua patterns, in order.
---
---@param ... string
---@return string[] paths At least one.
function M.files(...)
  local paths, patterns = {}, { ... }
  for _, path in ipairs(M.output(LIST_COMMAND)) do
    if matches(path, patterns) and exists(path) then
      paths[#paths + 1] = path
    end
  end
  assert(#paths > 0, "no file matches " .. table.concat(patterns, " or "))
  table.sort(paths)
  return paths
end

--- Returns the text of a file.
---
---@param path string
---@return string text
function M.read(path)
  local file = assert(io.open(path, "rb"))
  local text = file:read("*a")
  file:close()
  return text
end

--- Returns the lines of a file.
---
---@param path string
---@return string[] lines
function M.lines(path)
  local lines = {}
  for line in io.lines(path) do
    lines[#lines + 1] = line
  end
  return lines
end

--- Prints the result of a lint and ends the process.
local function finish(checked, failed)
  print(("%d checked"):format(checked))
  print(("%d passed, %d failed"):format(failed == 0 and 1 or 0, failed))
  os.exit(failed == 0, true)
end

--- Checks every item, then ends the process. A check calls `complain(line, format, ...)` for each
--- thing it dislikes; `line` may be nil.
---
---@param items string[] Paths, or other names that tell the reader where to look.
---@param check fun(item: string, complain: fun(line?: integer, format: string, ...))
function M.run(items, check)
  local failed = 0
  for _, item in ipairs(items) do
    local is_clean = true
    check(item, function(line, format, ...)
      is_clean = false
      print(("%s: %s"):format(line and item .. ":" .. line or item, format:format(...)))
    end)
    failed = failed + (is_clean and 0 or 1)
  end
  finish(#items, failed)
end

--- Runs an outside tool once over all paths, prints what it says, and ends the process. A path
--- fails when a line of the output starts with it; a tool that fails without naming a path counts
--- as one failure.
---
---@param command string Shell command that reads the paths, one a line, from standard input.
---@param paths string[]
function M.run_tool(command, paths)
  local list = os.tmpname()
  local file = assert(io.open(list, "w"))
  file:write(table.concat(paths, "\n"), "\n")
  file:close()
  local lines = M.output(("(%s) <%s 2>&1; echo $?"):format(command, list))
  os.remove(list)

  local status = table.remove(lines)
  local is_failed, failed = {}, 0
  for _, line in ipairs(lines) do
    print(line)
    local path = line:match("^([^:%s]+):%d+:")
    if path and not line:find(": note: ", 1, true) and not is_failed[path] then
      is_failed[path] = true
      failed = failed + 1
    end
  end
  if status ~= "0" and failed == 0 then
    failed = 1
  end
  finish(#paths, failed)
end

return M
