--- hyla version: which hyla this is.

local output = require("hyla.cli.output")
local version = require("hyla.version")

local M = {}

---@param parser table
function M.describe(parser)
  parser:flag("--json", "Print one JSON object.")
  parser:epilog([[
examples:
  hyla version
  hyla --version]])
end

---@param arguments table
---@return integer status
function M.run(arguments)
  if arguments.json then
    output.json({ version = version, luajit = jit.version })
  else
    print(("hyla %s (%s)"):format(version, jit.version))
  end
  return 0
end

return M
