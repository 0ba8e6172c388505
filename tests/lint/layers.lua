--- Fails when a C file includes, or a Lua file requires, something above its layer.
--
-- The two tables are the architecture: a folder may use itself and what its line names.

local MAY_INCLUDE = {
  ["kernels"] = {},
  ["runtime/base"] = {},
  ["runtime/tensor"] = { "runtime/base", "kernels" },
  ["runtime/autodiff"] = { "runtime/base", "runtime/tensor", "kernels" },
  ["runtime/sandbox"] = { "runtime/base" },
  ["runtime/archive"] = { "runtime/base" },
  ["runtime/script"] = {
    "runtime/base",
    "runtime/tensor",
    "runtime/autodiff",
    "runtime/sandbox",
    "runtime/archive",
  },
}

local MAY_REQUIRE = {
  ["hyla"] = {},
  ["agents"] = { "hyla" },
  ["editors"] = { "hyla" },
  ["examples"] = { "hyla", "agents", "editors" },
}

--- The Lua layers by folder; `tests` may require anything.
local LUA_LAYER = { lua = "hyla", agents = "agents", editors = "editors", examples = "examples" }

local violations, checked = 0, 0

local function report(format, ...)
  print(format:format(...))
  violations = violations + 1
end

--- Returns the layer of a C file, or nil for files outside every layer.
local function layer_of(path)
  return path:match("^(runtime/%w+)/") or path:match("^(kernels)/")
end

local function allows(rules, from, to)
  if from == to then
    return true
  end
  for _, layer in ipairs(rules[from]) do
    if layer == to then
      return true
    end
  end
  return false
end

--- Resolves `#include "tensor/shape.h"` to "runtime/tensor/shape.h".
local function resolve(include)
  return include:match("^kernels/") and include or "runtime/" .. include
end

local function check_include(path, from, line)
  local include = line:match('^#include "([^"]+)"')
  local to = include and layer_of(resolve(include))
  if to and not allows(MAY_INCLUDE, from, to) then
    report("%s: %s may not include %s", path, from, include)
  end
  local header = line:match("^#include <([^>]+)>")
  if header and header:find("^lua") and from ~= "runtime/script" then
    report("%s: only runtime/script may include %s", path, header)
  end
end

local function check_require(path, from, line)
  for name in line:gmatch('require%(?%s*"([%w_]+)[%w_.]*"') do
    if MAY_REQUIRE[name] and not allows(MAY_REQUIRE, from, name) then
      report("%s: %s may not require %s", path, from, name)
    end
  end
end

local function files(patterns)
  return io.popen("git ls-files --cached --others --exclude-standard " .. patterns):lines()
end

local function check_file(path, check, from)
  if not from then
    return
  end
  checked = checked + 1
  for line in io.lines(path) do
    check(path, from, line)
  end
end

for path in files("'runtime/*.[ch]' 'kernels/*.[ch]' 'kernels/*.cu'") do
  check_file(path, check_include, layer_of(path))
end
for path in files("'*.lua'") do
  check_file(path, check_require, LUA_LAYER[path:match("^(%w+)/")])
end
print(("%d passed, %d failed"):format(math.max(checked - violations, 0), violations))
os.exit(violations == 0 and checked > 0)
