--- runtime/script/bind_grants_none.c, or in a build for trials of the walls bind_grants_test.c

local check = require("tests.support.check")
local grants = require("hyla.grants")
local trial = require("tests.support.trial")

local T = {}

function T.what_is_not_listed_is_not_granted()
  check.fails("no grant", grants.of, "os")
  if #grants.names() == 0 then
    check.fails("no grant ffi in this build", grants.of, "ffi")
  end
end

function T.what_is_listed_is_granted()
  for _, name in ipairs(grants.names()) do
    check.equal(name, "ffi")
    check.equal(grants.of(name), require("ffi"))
  end
end

function T.no_candidate_reaches_them()
  check.equal(trial.run("return require('hyla.grants')").outcome, "denied")
  local ok, message = pcall(trial.run, "return 1", { modules = { "hyla.grants" } })
  check.equal(ok, false)
  check.contains(message, "not open to candidates")
end

return T
