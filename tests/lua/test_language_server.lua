--- .luarc.json and lua/meta: the Lua language server finds every module by the word of its require

local check = require("tests.support.check")
local files = require("hyla.files")
local json = require("cjson")
local lint = require("tests.support.lint")
local system = require("hyla.system")

local SETTINGS = json.decode((files.read(".luarc.json")))

local T = {}

function T.the_language_is_that_of_the_host()
  check.equal(SETTINGS["runtime.version"], "LuaJIT")
end

function T.every_folder_that_is_searched_is_there()
  for _, folder in ipairs(SETTINGS["workspace.library"]) do
    check.equal(system.kind(folder), "directory")
  end
end

function T.modules_of_lua_are_found_by_their_words()
  for _, word in ipairs({ "hyla.tree", "hyla.nn", "agents.cold", "editors.crossover" }) do
    local found
    for _, template in ipairs(SETTINGS["runtime.path"]) do
      local path = template:gsub("%?", (word:gsub("%.", "/")))
      found = found or system.kind(path)
    end
    check.equal(found, "file")
  end
end

function T.every_module_of_c_has_a_stub_of_its_name()
  local named = {}
  for _, path in ipairs(lint.files("^lua/meta/.*%.lua$")) do
    local name = lint.lines(path)[1]:match("^%-%-%-@meta (%S+)$")
    -- a stub without a name of its own is a part of another
    check.truthy(name)
    named[name] = true
  end
  for module in files.read("runtime/script/modules.c"):gmatch('{"(hyla%.[%w_.]+)",') do
    local wanted = ("wanted a stub in lua/meta that begins with ---@meta %s"):format(module)
    check.truthy(named[module] or error(wanted))
  end
end

return T
