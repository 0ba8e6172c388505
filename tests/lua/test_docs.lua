--- docs/tensors.md: its Lua runs, and the functions it names are there

local check = require("tests.support.check")
local files = require("hyla.files")
local t = require("hyla.tensor")

local PAGE = assert(files.read("docs/tensors.md"))

local T = {}

function T.every_lua_block_runs()
  local count = 0
  for block in PAGE:gmatch("```lua\n(.-)```") do
    count = count + 1
    local quiet = setmetatable({ print = tostring }, { __index = _G })
    setfenv(assert(loadstring(block, "=docs/tensors.md")), quiet)()
  end
  check.equal(count, 3)
end

function T.every_function_in_the_table_of_names_is_there()
  local count = 0
  for own in PAGE:gmatch("\n| [^\n]- | ([^\n]+) |") do
    for name in own:gmatch("`%w+[:.]([%w_]+)") do
      check.truthy(t[name] or own:find("hyla%.%w+") or error(name .. " is not in hyla.tensor"))
      count = count + 1
    end
  end
  check.truthy(count > 40)
end

return T
