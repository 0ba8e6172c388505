--- README.md: its Lua runs, its paths are there, its commands are known

local check = require("tests.support.check")
local files = require("hyla.files")
local system = require("hyla.system")

local README = assert(files.read("README.md"))

local T = {}

function T.every_lua_block_runs()
  local count = 0
  for block in README:gmatch("```lua\n(.-)```") do
    count = count + 1
    assert(loadstring(block:gsub("print%b()", ""), "=README.md"))()
  end
  check.truthy(count > 0)
end

function T.every_path_it_names_is_there()
  for path in README:gmatch("`([%w_./]+/[%w_./]*)`") do
    check.truthy(path:find("^data") or system.kind(path) or error(path .. " is not there"))
  end
end

function T.every_command_it_shows_is_one()
  for command in README:gmatch("\nbuild/hyla (%l+)") do
    check.truthy(package.searchpath("hyla.cli." .. command, package.path))
  end
end

return T
