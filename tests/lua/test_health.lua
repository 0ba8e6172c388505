--- lua/hyla/health.lua

local check = require("tests.support.check")
local health = require("hyla.health")

local T = {}

function T.what_is_not_well_has_a_fix()
  for _, finding in ipairs(health.examine()) do
    check.truthy(#finding.found > 0)
    check.truthy(finding.state == "ok" or #finding.fix > 0)
  end
end

function T.a_check_that_breaks_counts_as_failed()
  table.insert(health.checks, {
    "broken",
    function()
      error("oh")
    end,
  })
  local findings = health.examine()
  table.remove(health.checks)
  check.equal(findings[#findings].state, "fail")
  check.truthy(findings[#findings].found:find("oh", 1, true))
end

return T
