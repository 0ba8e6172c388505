--- hyla report: a page of a run, as one file of HTML.

local archives = require("hyla.archive")
local files = require("hyla.files")
local output = require("hyla.cli.output")
local page = require("hyla.export.page")

local M = {}

---@param parser table
function M.describe(parser)
  parser:argument("run", "Folder of the run.")
  parser:option("--out", "File to write; report.html in the folder of the run by default.")
    :argname("FILE.html")
  parser:flag("--json", "Print one JSON object.")
  parser:epilog([[
examples:
  hyla report runs/panel                       writes runs/panel/report.html
  hyla report runs/panel --out panel.html      needs no other file, and asks for nothing
  hyla report runs/panel --out - > panel.html  the same, to standard output

The page shows the scores entry by entry, how the best came about with the diff of each edit, which
editors paid, outcomes, resources, and what made the run. A run may be reported while it goes on.]])
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
  local html
  html, message = page.write(archive)
  if not html then
    return nil, message, 1
  end
  local path = arguments.out or archive.path .. "/report.html"
  if path == "-" then
    io.write(html)
    return 0
  end
  local ok, why = files.write(path, html)
  if not ok then
    return nil, why, 1
  end
  if arguments.json then
    output.json({ bytes = #html, entries = archive:count(), report = path })
  else
    print(path)
  end
  return 0
end

return M
