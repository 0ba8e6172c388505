--- Fails when a C file includes, a target links, or a Lua file requires something above its layer.
--
-- The two tables are the architecture: a folder may use itself and what its line names.

local lint = require("tests.support.lint")

local MAY_INCLUDE = {
  ["kernels"] = {},
  ["runtime/base"] = {},
  ["runtime/tensor"] = { "runtime/base", "kernels" },
  ["runtime/autodiff"] = { "runtime/base", "runtime/tensor", "kernels" },
  ["runtime/sandbox"] = { "runtime/base" },
  ["runtime/archive"] = { "runtime/base" },
  ["runtime/serve"] = { "runtime/base" },
  ["runtime/script"] = {
    "runtime/base",
    "runtime/tensor",
    "runtime/autodiff",
    "runtime/sandbox",
    "runtime/archive",
    "runtime/serve",
  },
}

local MAY_REQUIRE = {
  ["hyla"] = {},
  ["agents"] = { "hyla" },
  ["editors"] = { "hyla" },
  ["examples"] = { "hyla", "agents", "editors" },
}

local LUA_HEADERS =
  { ["lua.h"] = true, ["lauxlib.h"] = true, ["lualib.h"] = true, ["luajit.h"] = true }

--- The Lua layers by folder; `tests` may require anything.
local LUA_LAYER = { lua = "hyla", agents = "agents", editors = "editors", examples = "examples" }

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

local function check_includes(path, from, complain)
  for number, line in ipairs(lint.lines(path)) do
    local include = line:match('^#include "([^"]+)"')
    local to = include and layer_of(resolve(include))
    if to and not allows(MAY_INCLUDE, from, to) then
      complain(number, "%s may not include %s", from, include)
    end
    local header = line:match("^#include <([^>]+)>")
    if header and LUA_HEADERS[header] and from ~= "runtime/script" then
      complain(number, "only runtime/script may include %s", header)
    end
  end
end

--- A target is named after its folder: hy_tensor is runtime/tensor, hy_kernels is kernels.
local function check_links(path, from, complain)
  for arguments in lint.read(path):gmatch("target_link_libraries(%b())") do
    for name in arguments:gmatch("%f[%w_]hy_(%w+)") do
      local to = MAY_INCLUDE[name] and name or "runtime/" .. name
      if MAY_INCLUDE[to] and not allows(MAY_INCLUDE, from, to) then
        complain(nil, "%s may not link hy_%s", from, name)
      end
    end
  end
end

local function check_requires(path, complain)
  local from = LUA_LAYER[path:match("^(%w+)/")]
  for number, line in ipairs(lint.lines(path)) do
    for name in line:gmatch("require%s*%(?%s*[\"']([%w_]+)") do
      if MAY_REQUIRE[name] and not allows(MAY_REQUIRE, from, name) then
        complain(number, "%s may not require %s", from, name)
      end
    end
  end
end

local function check_layer(path, complain)
  if path:find("%.lua$") then
    return check_requires(path, complain)
  end
  local from = layer_of(path)
  if not MAY_INCLUDE[from] then
    complain(nil, "tests/lint/layers.lua does not know the layer %s", from)
  elseif path:find("CMakeLists.txt", 1, true) then
    check_links(path, from, complain)
  else
    check_includes(path, from, complain)
  end
end

local paths = lint.files(
  "^runtime/%w+/.*%.[ch]$", "^runtime/%w+/CMakeLists%.txt$",
  "^kernels/.*%.[ch]$", "^kernels/.*%.cuh?$", "^kernels/.*CMakeLists%.txt$",
  "^lua/.*%.lua$", "^agents/.*%.lua$", "^editors/.*%.lua$", "^examples/.*%.lua$")
lint.run(paths, check_layer)
