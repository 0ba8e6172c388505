--- Runs Lua test modules as run_lua.lua does, with the fuel meter in every module that they load.
--
--   hyla tests/support/run_metered.lua tests.lua.test_nest ...

local fuel = require("hyla.fuel")

local function load_plainly(source, name)
  return loadstring(source, "@" .. name)
end

local tank = fuel.tank(1e12, load_plainly, error)

--- Finds a module as `require` does, and meters it.
local function find(name)
  local path, message = package.searchpath(name, package.path)
  if not path then
    return message
  end
  local file = assert(io.open(path))
  local chunk = tank.load(file:read("*a"), path)
  file:close()
  return chunk
end

for name in pairs(package.loaded) do
  if name:find("^hyla%.") and package.searchpath(name, package.path) then
    package.loaded[name] = nil
  end
end
package.loaders[2] = find
require("tests.support.run_lua")
