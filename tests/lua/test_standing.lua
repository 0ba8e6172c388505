--- lua/hyla/standing.lua

local check = require("tests.support.check")
local standing = require("hyla.standing")

local T = {}

-- an archive of nothing but parents, parts and who failed at what
local function archive_of(rows)
  local archive = {}
  function archive:entry(n)
    local parent, part, stand_ins = unpack(rows[n], 1, 3)
    local edit = { steps = { { part = part } }, stand_ins = stand_ins }
    return { n = n, parent = parent, edit = part and edit }
  end
  return archive
end

local TIMEOUT = { { verb = "pick", entry = 3, outcome = "timeout" } }
local ERROR = { { verb = "propose", entry = 3, outcome = "error" } }

local SAMPLE = archive_of({
  {},
  { 1, "agent" },
  { 2, "policy" },
  { 3, "agent" },
  { 4, "agent", ERROR },
  { 4, "editors/widen", TIMEOUT },
  { 6, "agent" },
})

function T.a_policy_comes_from_the_last_edit_that_was_not_of_the_agent()
  check.equal(standing.origin(SAMPLE, 1), 1)
  check.equal(standing.origin(SAMPLE, 2), 1)
  check.equal(standing.origin(SAMPLE, 3), 3)
  check.equal(standing.origin(SAMPLE, 5), 3)
  check.equal(standing.origin(SAMPLE, 7), 6)
end

function T.a_time_out_is_known_from_the_entry_that_tells_of_it()
  check.equal(standing.failure(SAMPLE, 3, "pick", 5), nil)
  check.equal(standing.failure(SAMPLE, 3, "pick", 6), "timeout")
  check.equal(standing.failure(SAMPLE, 3, "update", 6), nil)
  check.equal(standing.failure(SAMPLE, 6, "pick", 7), nil)
end

function T.an_error_may_not_come_again()
  check.equal(standing.failure(SAMPLE, 3, "propose", 7), nil)
end

function T.nobody_stands_in_for_the_start()
  local archive = archive_of({
    {},
    { 1, "agent", { { verb = "pick", entry = 1, outcome = "timeout" } } },
  })
  check.equal(standing.failure(archive, 1, "pick", 2), nil)
end

return T
