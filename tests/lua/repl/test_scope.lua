--- lua/hyla/repl/scope.lua

local check = require("tests.support.check")
local scope = require("hyla.repl.scope")
local t = require("hyla.tensor")

local T = {}

local function with_global(name, value, use)
  rawset(_G, name, value)
  local ok, why = pcall(use)
  rawset(_G, name, nil)
  check.equal(ok and "" or why, "")
end

function T.names_are_followed_through_tables()
  with_global("there", { list = { { x = 5 } } }, function()
    check.equal(scope.resolve("there.list[1].x"), 5)
    check.equal(scope.resolve("there.none.x"), nil)
    check.equal(scope.resolve("there.list[1"), nil)
    check.equal(scope.resolve("f()"), nil)
    local _, holder = scope.resolve("there.list")
    check.equal(holder, rawget(_G, "there"))
  end)
end

function T.methods_are_found_through_metatables()
  local x = t.ones(2)
  with_global("x", x, function()
    check.equal(scope.resolve("x:reshape"), debug.getmetatable(x).__index.reshape)
  end)
  check.equal(scope.field("text", "rep"), string.rep)
  check.equal(scope.field(io.stdout, "close"), io.stdout.close)
  local base = setmetatable({}, { __index = { far = 1 } })
  check.equal(scope.field(setmetatable({ near = 2 }, { __index = base }), "far"), 1)
end

function T.nobody_s_code_is_run()
  local trap = setmetatable({}, { __index = error, __metatable = false })
  check.equal(scope.field(trap, "x"), nil)
  check.equal(#scope.fields(trap), 0)
  local ring = setmetatable({ a = 1 }, {})
  debug.getmetatable(ring).__index = ring
  check.equal(scope.fields(ring)[1], "a")
end

function T.fields_are_in_order_and_once_each()
  local value = setmetatable({ b = 1, a = 2 }, { __index = { c = 3, a = 4 } })
  check.equal(table.concat(scope.fields(value), " "), "a b c")
  check.equal(#scope.fields(3), 0)
end

return T
