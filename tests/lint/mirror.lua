--- Fails when a source has no test where a reader would look for it.
--
-- runtime/tensor/shape.c is tested by tests/runtime/tensor/test_shape.c; what only Lua can see, by
-- tests/lua/test_<noun>.lua: runtime/script/bind_<noun>*.c, lua/hyla/<noun>.lua, lua/hyla/<noun>/*.

local lint = require("tests.support.lint")

local EXCEPTIONS = {
  ["runtime/script/modules.c"] = "a table: lint/stubs opens every row",
}

local function exists(path)
  local file = io.open(path)
  return file ~= nil and file:close()
end

--- Returns whether one of tests/lua/test_a_b_c.lua, test_a_b.lua, test_a.lua is there.
local function has_lua_test(words)
  while words do
    if exists(("tests/lua/test_%s.lua"):format(words)) then
      return true
    end
    words = words:match("^(.*)_[^_]*$")
  end
  return false
end

local function has_test(path)
  if exists((path:gsub("^(.*)/([^/]+)$", "tests/%1/test_%2"))) then
    return true
  end
  local noun = path:match("^runtime/script/bind_([%w_]+)%.c$")
    or path:match("^runtime/script/([%w_]+)%.c$")
    or path:match("^lua/hyla/([%w_]+)")
  return noun ~= nil and has_lua_test(noun)
end

lint.run(lint.files("^runtime/%w+/.*%.c$", "^lua/hyla/.*%.lua$"), function(path, complain)
  if not EXCEPTIONS[path] and not has_test(path) then
    complain(nil, "no test mirrors it")
  elseif EXCEPTIONS[path] and has_test(path) then
    complain(nil, "has a test, so it is no exception")
  end
end)
