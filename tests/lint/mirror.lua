--- Fails when a source has no test where a reader would look for it, or a test that nothing runs.
--
-- A test mirrors one source or the folder it lies in: runtime/tensor/shape.c is tested by
-- tests/runtime/tensor/test_shape.c, lua/hyla/syntax/lexer.lua by tests/lua/syntax/test_lexer.lua
-- or tests/lua/test_syntax.lua. What only Lua can see, runtime/script/bind_store_query.c, is tested
-- by tests/lua/test_store_query.lua or tests/lua/test_store.lua. Kernels are tested by the table of
-- operations.

local lint = require("tests.support.lint")

local EXCEPTIONS = {
  ["runtime/script/modules.c"] = "a table: lint/stubs opens every row",
}

local function exists(path)
  local file = io.open(path)
  return file ~= nil and file:close()
end

--- Returns whether a test of "a/b_c" is there: test_b_c or test_b in the folder a, or test_a.
local function has_test(folder, path, extension)
  while path do
    local test = path:gsub("[^/]+$", "test_%0")
    if exists(("%s/%s%s"):format(folder, test, extension)) then
      return true
    end
    path = path:match("^(.+)[_/][^_/]*$")
  end
  return false
end

local function is_mirrored(path)
  local noun = path:match("^runtime/script/bind_([%w_]+)%.c$")
    or path:match("^runtime/script/([%w_]+)%.c$")
    or path:match("^lua/hyla/([%w_/]+)%.lua$")
    or path:match("^(agents/[%w_/]+)%.lua$")
    or path:match("^(editors/[%w_/]+)%.lua$")
  return noun and has_test("tests/lua", noun, ".lua")
    or has_test("tests", path:match("^(.*)%.%a+$"), path:match("%.%a+$"))
end

--- Returns whether ctest knows a test: tests/lua/test_a.lua as lua/test_a, tests/a/test_b.c as a/b.
local function is_registered(path)
  local name = path:match("^tests/(.*)%.lua$") or path:match("^tests/(.*)%.c$"):gsub("test_", "")
  local register = lint.read("tests/CMakeLists.txt"):gsub("#[^\n]*", "")
  return register:find("%f[%w]" .. name:gsub("%p", "%%%0") .. "%f[%s)]") ~= nil
end

local function check_source(path, complain)
  if EXCEPTIONS[path] then
    return is_mirrored(path) and complain(nil, "has a test, so it is no exception")
  elseif not is_mirrored(path) then
    complain(nil, "no test mirrors it")
  end
end

local paths = lint.files("^runtime/%w+/.*%.c$", "^lua/hyla/.*%.lua$", "^agents/.*%.lua$",
  "^editors/.*%.lua$", "^tests/.*test_[%w_]+%.lua$", "^tests/.*test_[%w_]+%.c$")
lint.run(paths, function(path, complain)
  if not path:find("^tests/") then
    check_source(path, complain)
  elseif not is_registered(path) then
    complain(nil, "tests/CMakeLists.txt does not name it")
  end
end)
