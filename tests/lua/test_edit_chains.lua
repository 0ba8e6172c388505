--- editors/ and lua/hyla/desk.lua: whatever is edited, however often, ends as a candidate may end

local check = require("tests.support.check")
local chains = require("tests.support.edit_chain")
local keys = require("hyla.keys")
local random = require("hyla.rng")
local shipped = require("hyla.shipped")

local COLD, UNIFORM = "agents/cold.lua", "agents/policy/uniform.lua"

--- Chains have so many edits; those of editors, of which there are many, fewer.
local LENGTH, EDITORS_LENGTH = 100, 20

--- A program is run each time that so many edits were made.
local STRIDE = 10

local WORLDS = { chains.world({ "low", "high" }), chains.world("number") }

-- calls a function with a pool, which is closed whatever happens
local function with_pool(use)
  local pool = chains.open_pool(WORLDS)
  local ok, message = xpcall(use, debug.traceback, pool)
  pool:close()
  check.truthy(ok or error(message, 0))
end

local function shown(what, counts)
  local words, total = {}, 0
  for i, outcome in ipairs(keys.sorted(counts)) do
    words[i] = ("%s %d"):format(outcome, counts[outcome])
    total = total + counts[outcome]
  end
  print(("%s: %d runs, %s"):format(what, total, table.concat(words, ", ")))
  return total
end

local function files_of(folder)
  local paths = {}
  for i, module in ipairs(shipped.modules(folder)) do
    paths[i] = module:gsub("%.", "/") .. ".lua"
  end
  return paths
end

local function agents()
  return files_of("agents")
end

-- runs the agent of a chain on the world that it was made for
local function run_agent(pool, chain, task, counts)
  local report = chains.run(pool, chains.evaluation(chain.program, task), counts)
  if report.outcome == "ok" and type(report.value) == "table" then
    chain.gradient = report.value.gradient or {}
  end
  return report
end

local T = {}

function T.most_single_edits_of_the_cold_agent_run()
  with_pool(function(pool)
    for task, world in ipairs(WORLDS) do
      local counts, start = {}, chains.program(COLD, UNIFORM)
      local chain = chains.new(start, "agent", world)
      local desk, steps = chains.steps(chain, random.new(1))
      for _, step in ipairs(steps) do
        if chains.take(chain, desk, step) then
          run_agent(pool, chain, task, counts)
          chain.program = start
        end
      end
      local total = shown("single edits", counts)
      check.truthy(total > 20 and counts.ok >= total / 2)
    end
  end)
end

-- a chain of a hundred edits, run every few of them; where `goes_back` is set, a program that does
-- not run gives way to the one before, as in a search, else all is built upon
local function run_chain(pool, agent, seed, goes_back, counts)
  local task, rng = seed % 2 + 1, random.new(seed)
  local chain = chains.new(chains.program(agent, UNIFORM), "agent", WORLDS[task])
  local last = chain.program
  for _ = 1, LENGTH / STRIDE do
    chains.draw(chain, STRIDE, rng)
    local is_ok = run_agent(pool, chain, task, counts).outcome == "ok"
    if goes_back and not is_ok then
      chain.program = last
    end
    last = chain.program
  end
end

function T.a_hundred_edits_of_every_agent_end_as_a_candidate_may()
  with_pool(function(pool)
    for _, goes_back in ipairs({ true, false }) do
      local counts = {}
      for _, agent in ipairs(agents()) do
        for seed = 1, 2 do
          run_chain(pool, agent, seed, goes_back, counts)
        end
      end
      shown(goes_back and "chains from what runs" or "chains from whatever comes", counts)
    end
  end)
end

-- a chain of edits of one part, each few of them tried by `try(program)`
local function edit_part(program, part, length, seed, try)
  local rng, chain = random.new(seed), chains.new(program, part, WORLDS[1])
  local last = program
  for _ = 1, length / STRIDE do
    chains.draw(chain, STRIDE, rng)
    chain.program = try(chain.program) and chain.program or last
    last = chain.program
  end
end

-- asks a program's policy for one verb after another, for as long as they end well
local function asker(pool, program, counts)
  return function(verb, fields)
    local job = { verb = verb, program = program, task = 1, seed = 1, n = 2 }
    for name, value in pairs(fields) do
      job[name] = value
    end
    local report = chains.run(pool, job, counts)
    return report.outcome == "ok" and report.value or nil
  end
end

-- what the steps of an edit were, which a policy that was edited may have left out
local function actions_of(edit)
  local actions = {}
  for i, step in ipairs(type(edit.steps) == "table" and edit.steps or {}) do
    actions[i] = type(step) == "table" and step.action or "none"
  end
  return actions
end

-- what a policy makes of an edit of its own that was a new best
local function teach(ask, edit, mind, row)
  local experience = { n = 2, trace = edit.trace, actions = actions_of(edit), outcome = "ok" }
  experience.score, experience.loss, experience.gradient = 0.5, 0.3, {}
  experience.best, experience.parent = row, row
  local gradient = ask("gradient", { mind = mind, experience = experience })
  local memory = gradient and ask("update", { mind = mind, gradient = gradient })
  mind = { phi = mind.phi, memory = memory }
  return memory and ask("learn", { mind = mind, gradients = { gradient } }) ~= nil
end

-- what becomes of a program's policy over one step of a search
local function live(pool, program, counts)
  local ask = asker(pool, program, counts)
  local row = { n = 1, score = 0, children = 0, actions = {} }
  local view = { rows = { row }, upto = 1, progress = 0, parent = row }
  local phi = ask("start", {})
  local mind = { phi = phi, memory = phi and ask("open", { phi = phi, budget = 10 }) }
  local picked = mind.memory and ask("pick", { mind = mind, view = view })
  local edit = picked and ask("propose", { mind = mind, view = view })
  local is_told = type(edit) == "table" and ask("apply", { edit = edit })
  return is_told and teach(ask, edit, mind, row)
end

-- the program with one editor only, which is quicker to load
local function with_editor(program, name)
  local parts = {}
  for _, part in ipairs({ "agent", "policy", name }) do
    parts[part] = program.parts[part]
  end
  return { parts = parts, numbers = program.numbers }
end

function T.a_hundred_edits_of_every_policy_end_as_a_candidate_may()
  with_pool(function(pool)
    local counts = {}
    for seed, policy in ipairs(files_of("agents/policy")) do
      edit_part(chains.program(COLD, policy), "policy", LENGTH, seed, function(program)
        return live(pool, with_editor(program, "editors/mutate_constant"), counts)
      end)
    end
    shown("verbs of edited policies", counts)
  end)
end

function T.many_edits_of_every_editor_end_as_a_candidate_may()
  with_pool(function(pool)
    local counts, program = {}, chains.program(COLD, UNIFORM)
    for seed, module in ipairs(shipped.editors()) do
      local part = module:gsub("%.", "/")
      edit_part(program, part, EDITORS_LENGTH, seed, function(edited)
        return live(pool, with_editor(edited, part), counts)
      end)
    end
    shown("verbs with edited editors", counts)
  end)
end

return T
