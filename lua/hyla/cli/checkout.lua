--- hyla checkout: a program of a run as files.

local archives = require("hyla.archive")
local card = require("hyla.cli.card")
local files = require("hyla.files")
local output = require("hyla.cli.output")
local system = require("hyla.system")
local tree = require("hyla.tree")

local M = {}

---@param parser table
function M.describe(parser)
  parser:argument("run", "Folder of the run.")
  parser:argument("entry", "Number, first digits of the id, best, or first.")
  parser:argument("dir", "Folder to write to: a new or an empty one.")
  parser:flag("--json", "Print one JSON object.")
  parser:epilog([[
examples:
  hyla checkout runs/panel best out     out/agent.lua, out/policy.lua, out/editors/, numbers.json
  hyla checkout runs/panel 12 twelve    the program of entry 12]])
end

--- Says why a folder cannot be written to; nil when it can.
local function obstacle(dir)
  local kind = system.kind(dir)
  if kind and kind ~= "directory" then
    return ("wanted a folder to write to, got the file %s"):format(dir)
  end
  local names = kind and system.list(dir) or {}
  table.sort(names)
  if #names > 0 then
    return ("wanted a new or an empty folder, got %s with %s in it"):format(dir, names[1])
  end
end

local function write_tree(dir, texts)
  for _, path in ipairs(tree.paths(texts)) do
    local place = dir .. "/" .. path
    local ok, message = files.make_directories(place:match("^(.*)/"))
    if ok then
      ok, message = files.write(place, texts[path])
    end
    if not ok then
      return nil, message
    end
  end
  return true
end

--- Returns the entry that is asked for and the files of its program.
local function find(arguments)
  local archive, message = archives.open(arguments.run, "read")
  if not archive then
    return nil, message
  end
  local n, why = archive:resolve(arguments.entry)
  if not n then
    return nil, ("%s: %s"):format(arguments.run, why)
  end
  local program, reason = archive:program(n)
  if not program then
    return nil, reason
  end
  local texts, problem = tree.files(program)
  return texts and archive:entry(n), texts or problem
end

local function report(entry, paths, arguments)
  if arguments.json then
    output.json({ dir = arguments.dir, files = output.list(paths), id = entry.id, n = entry.n })
    return
  end
  local text = "%s: entry %d (%s), %d files"
  print(text:format(arguments.dir, entry.n, card.short_id(entry.id), #paths))
end

---@param arguments table
---@return integer? status
---@return string? message
---@return integer? failure
function M.run(arguments)
  local entry, texts = find(arguments)
  if not entry then
    return nil, texts
  end
  local problem = obstacle(arguments.dir)
  if problem then
    return nil, problem
  end
  local ok, message = write_tree(arguments.dir, texts)
  if not ok then
    return nil, message, 1
  end
  report(entry, tree.paths(texts), arguments)
  return 0
end

return M
