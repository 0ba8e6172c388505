--- Catalogues: all commands with their arguments, for what is generated from them.

local argparse = require("argparse")
local cli = require("hyla.cli")

local M = {}

--- Returns a parser of the whole command line, with a command of its own for each of ours.
---
---@return table parser By argparse.
function M.parser()
  local parser = argparse("hyla", "Hyperagents in Lua.")
  parser:flag("--version", "Print the version.")
  parser:option("-e", "Run a line of Lua."):argname("CHUNK")
  parser:add_help_command()
  for _, row in ipairs(cli.commands()) do
    local name, summary = row[1], row[2]
    require("hyla.cli." .. name).describe(parser:command(name, summary))
  end
  return parser
end

--- Calls `use` with every command's name, what it does, and its help.
---
---@param use fun(name: string, summary: string, help: string)
function M.each(use)
  for _, row in ipairs(cli.commands()) do
    local name, summary = row[1], row[2]
    local parser = argparse("hyla " .. name)
    require("hyla.cli." .. name).describe(parser)
    use(name, summary, parser:get_help())
  end
end

return M
