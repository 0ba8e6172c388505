--- runtime/script/bind_gate.c: and whether the gate agrees with the compiler

local check = require("tests.support.check")
local files = require("hyla.files")
local gate = require("hyla.gate")
local lint = require("tests.support.lint")
local random = require("hyla.rng")

-- what the gate says of what the compiler takes
local function check_agreement(source, name)
  local chunk = loadstring(source, "=" .. name, "t")
  local fingerprint, message = gate.check(source, name)
  if chunk and not fingerprint then
    error(("the gate refuses what the compiler takes: %s\n%s"):format(message, source), 0)
  end
  return fingerprint ~= nil
end

-- the source with a piece of it taken out, doubled, or put elsewhere
local function spoilt(source, rng)
  local from = rng:integer(#source)
  local size = rng:integer(12)
  local piece = source:sub(from, from + size - 1)
  local rest = source:sub(1, from - 1) .. source:sub(from + size)
  local to = rng:integer(#rest + 1)
  local kind = rng:integer(3)
  local moved = rest:sub(1, to - 1) .. piece .. rest:sub(to)
  local doubled = source:sub(1, from) .. piece .. source:sub(from)
  return kind == 1 and rest or kind == 2 and moved or doubled
end

local T = {}

function T.what_passes_has_a_fingerprint()
  local fingerprint, has_cdata = gate.check("return 1", "agent")
  check.equal(#fingerprint, 16)
  check.equal(has_cdata, false)
  check.equal(gate.check("return  1 -- one", "other"), fingerprint)
  check.equal(select(2, gate.check("return 1ULL", "agent")), true)
end

function T.what_does_not_has_a_message()
  local fingerprint, message = gate.check("\nreturn return", "agent")
  check.equal(fingerprint, nil)
  check.equal(message, "agent:2: unexpected symbol near return")
  check.contains(select(2, gate.check("x = '\0'", "agent")), "NUL")
end

function T.every_source_of_the_tree_passes()
  for _, path in ipairs(lint.files("%.lua$")) do
    local source = assert(files.read(path))
    check.truthy(loadstring(source) == nil or check_agreement(source, path))
  end
end

function T.nothing_is_refused_that_the_compiler_takes()
  local rng = random.new(7)
  local passed = 0
  for _, path in ipairs({ "agents/cold.lua", "lua/hyla/canonical.lua", "lua/hyla/window.lua" }) do
    local source = assert(files.read(path))
    for _ = 1, 400 do
      passed = passed + (check_agreement(spoilt(source, rng), path) and 1 or 0)
    end
  end
  check.truthy(passed > 50 and passed < 1150)
end

return T
