--- docs/tensors.md: its Lua runs, and its tables name what is there, all of it

local check = require("tests.support.check")
local files = require("hyla.files")
local t = require("hyla.tensor")

local PAGE = assert(files.read("docs/tensors.md"))

--- The modules that the tables speak of.
local MODULES = {
  autodiff = require("hyla.autodiff"),
  nn = require("hyla.nn"),
  optim = require("hyla.optim"),
  schedule = require("hyla.schedule"),
}

local T = {}

function T.every_lua_block_runs()
  local count = 0
  for block in PAGE:gmatch("```lua\n(.-)```") do
    count = count + 1
    local quiet = setmetatable({ print = tostring }, { __index = _G })
    setfenv(assert(loadstring(block, "=docs/tensors.md")), quiet)()
  end
  check.equal(count, 6)
end

--- Calls `visit` with each owner and name in the right columns of the tables.
local function each_name(visit)
  for row in PAGE:gmatch("\n(| [^\n]+ |)") do
    for owner, name in row:match("^| .- | (.+)$"):gmatch("(%w+)[:.]([%a_][%w_]*)") do
      visit(owner, name)
    end
  end
end

function T.every_function_in_the_tables_is_there()
  local count = 0
  each_name(function(owner, name)
    if owner ~= "hyla" and owner ~= "net" and not (MODULES[owner] or t)[name] then
      error(("%s is not in %s"):format(name, MODULES[owner] and owner or "hyla.tensor"))
    end
    count = count + 1
  end)
  check.truthy(count > 200)
end

function T.every_function_is_in_the_tables()
  local missing = {}
  for name in pairs(t) do
    missing[name] = true
  end
  each_name(function(_, name)
    missing[name] = nil
  end)
  -- told on the page, not in a table
  for _, name in ipairs({ "tensor", "scope" }) do
    missing[name] = nil
  end
  check.equal(next(missing), nil)
end

return T
