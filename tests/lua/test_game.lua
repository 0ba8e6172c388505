--- docs/game.md: its Lua runs, and what it names is there

local check = require("tests.support.check")
local cell = require("hyla.cell")
local files = require("hyla.files")
local tensor = require("hyla.tensor")
local trial = require("tests.support.trial")

local PAGE = assert(files.read("docs/game.md"))

local T = {}

function T.every_lua_block_runs_and_says_true()
  local count = 0
  for block in PAGE:gmatch("```lua\n(.-)```") do
    local said = {}
    local environment = setmetatable({ print = function(value)
      said[#said + 1] = value
    end }, { __index = _G })
    setfenv(assert(loadstring(block, "=docs/game.md")), environment)()
    check.equal(said[1], true)
    count = count + 1
  end
  check.equal(count, 1)
end

function T.every_function_that_is_named_is_there()
  local count = 0
  for module, name in PAGE:gmatch("`(%l+)%.([%l_]+)") do
    local found = module == "hyla" and require("hyla." .. name)
      or require("hyla.game." .. module)[name]
    check.truthy(found)
    count = count + 1
  end
  check.truthy(count > 10)
end

local ESTIMATE = [[
local score, tensor = require("hyla.game.score"), require("hyla.tensor")
local logits = tensor.tensor({ { 0.3, -1, 2 } }):requires_grad()
local taken = score.taken(score.log_policy(logits, 0.2), { 2 })
return score.surrogate(taken, { 1.5 }):grad(logits):tolist()
]]

function T.a_worker_estimates_the_same_bits()
  local here = assert(loadstring(ESTIMATE))()
  local report = trial.run(ESTIMATE, { modules = cell.modules })
  check.equal(report.message, nil)
  check.truthy(tensor.tensor(report.value):eq(tensor.tensor(here)):all():item())
end

function T.workers_know_all_estimators()
  local known = {}
  for _, name in ipairs(cell.modules) do
    known[name] = true
  end
  for _, name in ipairs({ "critic", "dice", "expected", "pathwise", "score" }) do
    check.truthy(known["hyla.game." .. name])
  end
end

return T
