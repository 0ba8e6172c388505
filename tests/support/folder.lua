--- Folders for tests that hold files from the start, removed afterwards.

local files = require("hyla.files")
local scratch = require("tests.support.scratch")
local system = require("hyla.system")

local M = {}

--- Calls `use(folder)` with a fresh folder that holds `contents`, and removes it whatever happens.
---
---@param contents table<string, string>  By name; "a/b" lies in the subfolder a.
---@param use fun(folder: string)
function M.with(contents, use)
  scratch.with(function(folder)
    for name, text in pairs(contents) do
      local parent = name:match("^(.*)/")
      if parent then
        assert(system.make_directory(folder .. "/" .. parent))
      end
      assert(files.write(folder .. "/" .. name, text))
    end
    use(folder)
  end)
end

return M
