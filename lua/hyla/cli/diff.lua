--- hyla diff: two programs of a run compared, part by part.

local archives = require("hyla.archive")
local difference = require("hyla.difference")
local output = require("hyla.cli.output")

local M = {}

---@param parser table
function M.describe(parser)
  parser:argument("run", "Folder of the run.")
  parser:argument("from", "Number, first digits of the id, best, or first.")
  parser:argument("to", "The same; the best when left out."):args("?")
  parser:flag("--json", "Print one JSON object.")
  parser:epilog([[
examples:
  hyla diff runs/panel first best  what the search changed in all
  hyla diff runs/panel 12 40       from entry 12 to entry 40]])
end

--- Returns the program that a word means.
local function program_of(archive, word)
  local n, message = archive:resolve(word)
  if not n then
    return nil, ("%s: %s"):format(archive.path, message)
  end
  return archive:program(n)
end

---@param arguments table
---@return integer? status
---@return string? message
---@return integer? failure
function M.run(arguments)
  local archive, message = archives.open(arguments.run, "read")
  if not archive then
    return nil, message
  end
  local from, about_from = program_of(archive, arguments.from)
  local to, about_to = program_of(archive, arguments.to or "best")
  if not (from and to) then
    return nil, about_from or about_to
  end
  local differences, why = difference.of(from, to)
  if not differences then
    return nil, why, 1
  end
  if arguments.json then
    output.json({ changes = output.list(differences) })
    return 0
  end
  for _, one in ipairs(differences) do
    output.diff(one.text)
  end
  return 0
end

return M
