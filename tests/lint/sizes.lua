--- Fails when a function, a file or a line is too long, and shows the trend in a table. Programs
--- that attack are left out: not all of them compile.

local lint = require("tests.support.lint")
local util = require("jit.util")

local FILE_LINES, LINE_COLUMNS = 500, 100
local FUNCTION_LINES = { C = 60, Lua = 40 }

--- Returns { line, size } of each C function: its body's braces stand alone in the first column,
--- which clang-format guarantees.
local function c_functions(lines)
  local functions, signature, start = {}, nil, nil
  for i, line in ipairs(lines) do
    if line == "{" then
      start = signature
    elseif line == "}" and start then
      functions[#functions + 1] = { line = start, size = i - start + 1 }
      start = nil
    elseif line:find("^[%a_]") then
      signature = i
    end
  end
  return functions
end

--- Adds { line, size } of each function nested in a compiled one.
local function add_nested(functions, outer)
  local index = -1
  local constant = util.funck(outer, index)
  while constant ~= nil do
    if type(constant) == "proto" then
      local info = util.funcinfo(constant)
      local first, last = info.linedefined, info.lastlinedefined
      functions[#functions + 1] = { line = first, size = last - first + 1 }
      add_nested(functions, constant)
    end
    index = index - 1
    constant = util.funck(outer, index)
  end
end

--- Returns { line, size } of each Lua function, as the compiler sees them.
local function lua_functions(path)
  local functions = {}
  add_nested(functions, assert(loadfile(path)))
  return functions
end

--- Returns the characters of a line of UTF-8: every byte that does not continue another.
local function columns(line)
  return select(2, line:gsub("[^\128-\191]", ""))
end

local function percentile(sizes, share)
  table.sort(sizes)
  return sizes[math.max(1, math.ceil(share * #sizes))] or 0
end

local function print_row(name, sizes)
  local median, high = percentile(sizes, 0.5), percentile(sizes, 0.95)
  print(("%-14s %6d %7d %5d %5d"):format(name, #sizes, median, high, percentile(sizes, 1)))
end

--- Measures a file and files its numbers under its language.
local function measure(path, sizes)
  local lines = lint.lines(path)
  local language = path:find("%.lua$") and "Lua" or "C"
  local functions = language == "Lua" and lua_functions(path) or c_functions(lines)
  table.insert(sizes[language].files, #lines)
  for _, entry in ipairs(functions) do
    table.insert(sizes[language].functions, entry.size)
  end
  return { lines = lines, functions = functions, limit = FUNCTION_LINES[language] }
end

local paths = {}
for _, path in ipairs(lint.files("%.[ch]$", "%.cuh?$", "%.lua$")) do
  paths[#paths + 1] = not path:find("^tests/hostile/") and path or nil
end
local sizes = { C = { files = {}, functions = {} }, Lua = { files = {}, functions = {} } }
local measured = {}
for _, path in ipairs(paths) do
  measured[path] = measure(path, sizes)
end

print("                count  median   p95   max")
for _, language in ipairs({ "C", "Lua" }) do
  print_row(language .. " functions", sizes[language].functions)
  print_row(language .. " files", sizes[language].files)
end

lint.run(paths, function(path, complain)
  local file = measured[path]
  if #file.lines > FILE_LINES then
    complain(nil, "%d lines, at most %d", #file.lines, FILE_LINES)
  end
  for number, line in ipairs(file.lines) do
    if columns(line) > LINE_COLUMNS then
      complain(number, "%d columns, at most %d", columns(line), LINE_COLUMNS)
    end
  end
  for _, entry in ipairs(file.functions) do
    if entry.size > file.limit then
      complain(entry.line, "a function of %d lines, at most %d", entry.size, file.limit)
    end
  end
end)
