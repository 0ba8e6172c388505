--- What is shipped: the modules that come with hyla, found in the folders they lie in.

local system = require("hyla.system")

local M = {}

--- Returns the folder that holds lua/, agents/, editors/ and examples/.
---
---@return string
function M.root()
  return (package.searchpath("hyla.shipped", package.path):gsub("/lua/hyla/shipped%.lua$", ""))
end

--- Returns the require strings of the modules in a folder, in order; none when there is no folder.
---
---@param folder string Below the root, as in "editors".
---@return string[]
function M.modules(folder)
  local modules, prefix = {}, folder:gsub("/", ".") .. "."
  for _, name in ipairs(system.list(M.root() .. "/" .. folder) or {}) do
    local module = name:match("^([%w_]+)%.lua$")
    if module then
      modules[#modules + 1] = prefix .. module
    end
  end
  table.sort(modules)
  return modules
end

--- Returns the require strings of all shipped editors.
---
---@return string[]
function M.editors()
  return M.modules("editors")
end

return M
