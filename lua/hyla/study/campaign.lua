--- Campaigns: a study from its config to its journal of episodes.
--
-- Every seed draws its own tasks. For every family that is held out, and once for none, each method
-- learns from the others, and at each budget it is examined on what it never saw. A campaign that
-- was stopped goes on where it was: what was learned is kept at each budget.

local canonical = require("hyla.canonical")
local courses = require("hyla.course")
local files = require("hyla.files")
local journals = require("hyla.study.journal")
local keys = require("hyla.keys")
local literal = require("hyla.literal")
local programs = require("hyla.program")
local random = require("hyla.rng")
local school = require("hyla.school")
local shipped = require("hyla.shipped")
local syntax = require("hyla.syntax")
local system = require("hyla.system")

local M = {}

---@class Campaign
---@field config StudyConfig
---@field folder string
---@field journal Journal
---@field programs table<string, Program>  By method.
---@field on_step? fun(text: string)       Told what goes on.
---@field stop? fun(): string?            A reason to stop; what was begun is played again.
---@field options { data: string[], unsafe: boolean? }

---@class StudyUnit     What one method does on one seed with one family held out, or none.
---@field method string
---@field seed integer
---@field held_out string

-- the policy's source with some of its constants set
local function with_constants(source, constants, name)
  local tree = assert(syntax.parse(source, name))
  for _, constant in ipairs(keys.sorted(constants)) do
    local found
    for _, place in ipairs(syntax.find(tree, "Local")) do
      if syntax.text(place.node):match("^local ([%w_]+) = ") == constant then
        found = place
      end
    end
    if not found then
      return nil, ("the policy of %s has no constant %s"):format(name, constant)
    end
    local line = ("local %s = %s"):format(constant, assert(literal.of(constants[constant])))
    local changed, message = syntax.replace(tree, found.path, line)
    if not changed then
      return nil, ("the constant %s of %s: %s"):format(constant, name, message)
    end
    tree = changed
  end
  return syntax.print(tree)
end

local function set_of(names)
  local set = {}
  for _, editor in ipairs(names or {}) do
    set["editors." .. editor] = true
  end
  return set
end

-- the modules of the editors that a method has
local function editors_of(name, method)
  local is_out, is_in, editors, known = set_of(method.without), set_of(method.editors), {}, {}
  for _, module in ipairs(shipped.editors()) do
    known[module] = true
    if not is_out[module] and (not method.editors or is_in[module]) then
      editors[#editors + 1] = module
    end
  end
  for _, set in ipairs({ is_out, is_in }) do
    for _, module in ipairs(keys.sorted(set)) do
      if not known[module] then
        local editor = module:match("[%w_]+$")
        return nil, ("methods.%s: no editor %s is shipped"):format(name, editor)
      end
    end
  end
  return editors
end

--- Assembles what a method begins with.
---
---@param name string
---@param method MethodConfig
---@return Program?
---@return string? message
function M.program(name, method)
  local editors, message = editors_of(name, method)
  if not editors then
    return nil, message
  end
  local agent = method.agent or "agents.cold"
  local program
  program, message =
    programs.assemble({ agent = agent, policy = method.policy, editors = editors })
  if not program then
    return nil, message
  end
  local policy
  policy, message = with_constants(program.parts.policy, method.constants or {}, name)
  return policy and programs.with(program, { policy = policy }), message
end

--- Opens a campaign in a folder: a new one, or one that goes on.
---
---@param config StudyConfig
---@param folder string
---@param options { data: string[], unsafe: boolean? }
---@return Campaign?
---@return string? message
function M.open(config, folder, options)
  local campaign = { config = config, folder = folder, options = options, programs = {} }
  for _, name in ipairs(config.order) do
    local program, message = M.program(name, config.methods[name])
    if not program then
      return nil, message
    end
    campaign.programs[name] = program
  end
  local ok, message = files.make_directories(folder .. "/minds")
  if not ok then
    return nil, message
  end
  campaign.journal, message = journals.open(folder .. "/episodes.jsonl")
  return campaign.journal and campaign, message
end

local function names_of(config)
  return keys.sorted(config.families), keys.sorted(config.kept)
end

-- which families a unit learns from, and which it is examined on
local function split(config, unit)
  local known, kept = names_of(config)
  if unit.held_out == "" then
    return known, kept
  end
  local training = {}
  for _, name in ipairs(known) do
    if name ~= unit.held_out then
      training[#training + 1] = name
    end
  end
  return training, { unit.held_out }
end

local function budgets_of(config, unit)
  return config.methods[unit.method].learns == false and { 0 } or config.training.budgets
end

-- an episode without what came out of it
local function place(unit, budget, family, instance)
  return {
    method = unit.method,
    seed = unit.seed,
    held_out = unit.held_out,
    family = family,
    instance = instance,
    meta_budget = budget,
  }
end

local function is_examined(campaign, unit, budget)
  local _, families = split(campaign.config, unit)
  for _, family in ipairs(families) do
    for i = 1, campaign.config.exam.instances do
      if not campaign.journal:has(place(unit, budget, family, i)) then
        return false
      end
    end
  end
  return true
end

local function mind_path(campaign, unit, budget)
  local held_out = unit.held_out == "" and "none" or unit.held_out
  local text = "%s/minds/%s-%d-%s-%d.json"
  return text:format(campaign.folder, unit.method, unit.seed, held_out, budget)
end

--- Counts the evaluations that a unit will be charged, all in all.
---
---@param config StudyConfig
---@param unit StudyUnit
---@return integer
function M.cost(config, unit)
  local budgets = budgets_of(config, unit)
  local _, families = split(config, unit)
  local exams = #budgets * #families * config.exam.instances * (config.exam.length + 1)
  return budgets[#budgets] + exams
end

-- examines a scholar at a budget, and writes down what came of it
local function examine(campaign, course, scholar, unit, budget)
  local config, instances = campaign.config, {}
  local _, families = split(config, unit)
  for _, family in ipairs(families) do
    for i = 1, config.exam.instances do
      instances[#instances + 1] = course.instances[family][config.training.instances + i]
    end
  end
  local started = system.seconds()
  local exam = { instances = instances, length = config.exam.length, seed = unit.seed }
  local searches, message = school.examine(course, scholar, exam)
  if not searches then
    return nil, message
  end
  local seconds = (system.seconds() - started) / #searches
  for i, search in ipairs(searches) do
    local one = instances[i]
    local episode = place(unit, budget, one.family, one.instance - config.training.instances)
    episode.k_curve, episode.outcomes = search.curve, search.outcomes
    episode.evaluated, episode.charged = search.evaluated, search.charged
    episode.seconds = seconds
    if not campaign.journal:has(episode) then
      local ok, why = campaign.journal:append(episode)
      if not ok then
        return nil, why
      end
    end
  end
  return true
end

-- what was learned up to the last budget at which it was kept and examined
local function recall(campaign, unit)
  local best, memoir = 0, nil
  for _, budget in ipairs(budgets_of(campaign.config, unit)) do
    local kept = files.read(mind_path(campaign, unit, budget))
    if kept and is_examined(campaign, unit, budget) then
      best, memoir = budget, assert(canonical.decode(kept))
    end
  end
  return best, memoir
end

-- lets a scholar learn from `from` on, and examines it at each budget after that
local function teach(campaign, course, scholar, unit, from)
  local config, failure = campaign.config, nil
  local families = split(config, unit)
  local ok, message = school.train(course, scholar, {
    families = families,
    instances = config.training.instances,
    length = config.training.length,
    width = config.training.width,
    -- every method meets the same tasks in the same order
    seed = unit.seed,
    from = from,
    stops = budgets_of(config, unit),
    reached = function(budget)
      local done, why = examine(campaign, course, scholar, unit, budget)
      if done then
        local mind = assert(canonical.encode(school.memoir(scholar), "mind"))
        done, why = files.write(mind_path(campaign, unit, budget), mind)
      end
      failure = failure or not done and why or nil
      return done
    end,
    on_round = campaign.on_round,
  })
  return ok and not failure, failure or message
end

local function run_unit(campaign, course, unit)
  local scholar, message = school.enrol(course, campaign.programs[unit.method], unit.seed)
  if not scholar then
    return nil, ("methods.%s: %s"):format(unit.method, message)
  end
  if campaign.config.methods[unit.method].learns == false then
    return examine(campaign, course, scholar, unit, 0)
  end
  local from, memoir = recall(campaign, unit)
  if memoir then
    school.restore(course, scholar, memoir)
  end
  return teach(campaign, course, scholar, unit, from)
end

-- the families that a seed holds out, one after the other; "" for none where there are kept ones
local function held_out_by(config, seed)
  local known, kept = names_of(config)
  local count, chosen = math.min(config.study.held_out, #known), {}
  for i = 1, count do
    chosen[i] = known[((seed - config.study.seed) * count + i - 1) % #known + 1]
  end
  if #kept > 0 then
    chosen[#chosen + 1] = ""
  end
  return chosen
end

--- Lists the units of a seed that are not done, in the order in which they are.
---
---@param campaign Campaign
---@param seed integer
---@return StudyUnit[]
function M.pending(campaign, seed)
  local config, pending = campaign.config, {}
  for _, family in ipairs(held_out_by(config, seed)) do
    for _, method in ipairs(config.order) do
      local unit = { method = method, seed = seed, held_out = family }
      local budgets = budgets_of(config, unit)
      if not is_examined(campaign, unit, budgets[#budgets]) then
        pending[#pending + 1] = unit
      end
    end
  end
  return pending
end

-- the families of a study; nobody learns from the first instances of the kept ones
local function families_of(config)
  local known, kept = names_of(config)
  local families = {}
  for _, name in ipairs(known) do
    families[#families + 1] = { name = name, task = config.families[name] }
  end
  for _, name in ipairs(kept) do
    local first = config.training.instances + 1
    local task, limits = config.kept[name], config.kept_limits
    families[#families + 1] = { name = name, task = task, limits = limits, first = first }
  end
  return families
end

local function open_course(campaign, seed)
  local config = campaign.config
  return courses.open({
    families = families_of(config),
    instances = config.training.instances + config.exam.instances,
    seed = random.new(config.study.seed):split("course"):split(seed):integer(2 ^ 31),
    workers = config.study.workers,
    limits = config.limits,
    data = campaign.options.data,
    unsafe = campaign.options.unsafe,
  })
end

local function run_seed(campaign, seed, pending)
  local course, message = open_course(campaign, seed)
  if not course then
    return nil, message
  end
  course.stop = campaign.stop
  for _, unit in ipairs(pending) do
    campaign.on_unit(unit)
    local ok
    ok, message = run_unit(campaign, course, unit)
    if not ok then
      break
    end
    message = nil
  end
  courses.close(course)
  return not message, message
end

--- Plays all that is not done yet.
---
---@param campaign Campaign
---@return true? done
---@return string? message Why it ended early; what was written down stays.
function M.run(campaign)
  local first = campaign.config.study.seed
  for seed = first, first + campaign.config.study.seeds - 1 do
    local pending = M.pending(campaign, seed)
    local ok, message = true, nil
    if #pending > 0 then
      ok, message = run_seed(campaign, seed, pending)
    end
    if not ok then
      return nil, message
    end
  end
  return true
end

return M
