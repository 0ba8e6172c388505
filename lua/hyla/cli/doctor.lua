--- hyla doctor: what this machine offers, and how to mend what is missing.

local health = require("hyla.health")
local output = require("hyla.cli.output")
local term = require("hyla.term")

local M = {}

local COLOURS = { ok = "green", warn = "yellow", fail = "red" }

---@param parser table
function M.describe(parser)
  parser:flag("--json", "Print one JSON object.")
  parser:epilog([[
examples:
  hyla doctor                      ends with status 1 when something that is needed is missing
  HYLA_DATA=~/data hyla doctor     is a data set in that folder?]])
end

local function print_finding(finding, paint)
  local state = paint(COLOURS[finding.state], ("%-4s"):format(finding.state))
  print(("%s  %-10s  %s"):format(state, finding.name, finding.found))
  if finding.fix then
    print(("      %-10s  fix: %s"):format("", finding.fix))
  end
end

local function has_failed(findings)
  for _, finding in ipairs(findings) do
    if finding.state == "fail" then
      return true
    end
  end
  return false
end

---@param arguments table
---@return integer status
function M.run(arguments)
  local findings = health.examine()
  if arguments.json then
    output.json({ checks = findings })
  else
    local paint = term.painter(1)
    for _, finding in ipairs(findings) do
      print_finding(finding, paint)
    end
  end
  return has_failed(findings) and 1 or 0
end

return M
