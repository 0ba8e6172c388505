--- Transfers: what a policy has learned elsewhere, spent on one more task, against the same policy
--- that has learned nothing.
--
-- Each seed draws its own instance of the task, and both search on it with the same random numbers
-- and the same charged budget. The policies are frozen.

local campaigns = require("hyla.study.campaign")
local canonical = require("hyla.canonical")
local archives = require("hyla.archive")
local courses = require("hyla.course")
local files = require("hyla.files")
local machine = require("hyla.machine")
local outlines = require("hyla.study.outline")
local programs = require("hyla.program")
local random = require("hyla.rng")
local school = require("hyla.school")
local summaries = require("hyla.study.summary")
local system = require("hyla.system")
local version = require("hyla.version")

local M = {}

---@class Transfer
---@field task Task           Only to know what it is called and asks for.
---@field config Config       Of the task, with the agent to start from.
---@field program Program     As the policy began, without what it has learned.
---@field memoir Memoir
---@field limits Limits
---@field k integer           Charged evaluations of a search, but for the start.
---@field seeds integer
---@field seed integer        The first.
---@field data string[]
---@field unsafe? boolean
---@field on_search? fun(seed: integer, method: string)
---@field stop? fun(): string?   A reason to stop.

--- What is compared, in the order of the tables.
M.METHODS = {
  { name = "transferred", about = "The policy, with what it has learned elsewhere." },
  { name = "untaught", label = "nothing learned", about = "The same policy as it starts." },
}

-- the methods of the study whose folder a mind lies in; none where it lies elsewhere
local function methods_by(path)
  local folder = path:match("^(.*)minds/[^/]+$")
  local text = folder and files.read(folder .. "study.json")
  local study = text and canonical.decode(text)
  return study and study.methods or {}
end

-- what the method of a mind began with: its name is that of the file up to seed, family and budget
local function program_of_mind(path)
  local name, methods, found = path:match("[^/]*$"), methods_by(path), ""
  for method in pairs(methods) do
    local rest = name:sub(1, #method) == method and name:sub(#method + 1) or ""
    found = rest:find("^%-%d+%-.*%-%d+%.json$") and #method > #found and method or found
  end
  if methods[found] then
    return campaigns.program(found, methods[found])
  end
end

-- what the policy of a finished run began with
local function program_of_run(folder)
  local archive, message = archives.open(folder, "read")
  if not archive then
    return nil, message
  end
  local names = archive.facts.config.program
  archive:close()
  return programs.assemble(names)
end

--- Returns the program whose policy has learned something, as it began: that of a run, that of a
--- study's method, or else that of a config; always with the config's agent.
---
---@param path string      Of the run or the mind.
---@param config Config
---@return Program?
---@return string? message
function M.program(path, config)
  local own, message = programs.assemble(config.program)
  if not own then
    return nil, message
  end
  local program
  if system.kind(path) == "directory" then
    program, message = program_of_run(path)
  else
    program, message = program_of_mind(path)
    program = program or not message and own or nil
  end
  return program and programs.with(program, { agent = own.parts.agent }), message
end

local function open_course(transfer, seed)
  return courses.open({
    families = { { name = transfer.task.name, task = transfer.config.task } },
    instances = 1,
    seed = random.new(seed):split("transfer"):integer(2 ^ 31),
    workers = transfer.config.search.workers,
    limits = transfer.limits,
    data = transfer.data,
    unsafe = transfer.unsafe,
  })
end

-- one search of a method; its episode
local function search(transfer, course, seed, method)
  local scholar, message = school.enrol(course, transfer.program, seed)
  if not scholar then
    return nil, message
  end
  local is_taught = method == M.METHODS[1].name
  if is_taught then
    school.adopt(scholar, transfer.memoir)
  end
  local instances, started = course.instances[transfer.task.name], system.seconds()
  local exam = { instances = instances, length = transfer.k, seed = seed }
  local found
  found, message = school.examine(course, scholar, exam)
  return found
      and {
        method = method,
        seed = seed,
        held_out = "",
        family = transfer.task.name,
        instance = 1,
        meta_budget = is_taught and transfer.memoir.charged or 0,
        k_curve = found[1].curve,
        evaluated = found[1].evaluated,
        charged = found[1].charged,
        seconds = system.seconds() - started,
        outcomes = found[1].outcomes,
      },
    message
end

-- the episodes of all methods
local function play_seed(transfer, seed)
  local course, message = open_course(transfer, seed)
  if not course then
    return nil, message
  end
  course.stop = transfer.stop
  local episodes = {}
  for i, method in ipairs(M.METHODS) do
    transfer.on_search(seed, method.name)
    episodes[i], message = search(transfer, course, seed, method.name)
    if not episodes[i] then
      break
    end
  end
  courses.close(course)
  return not message and episodes, message
end

--- Plays all searches.
---
---@param transfer Transfer
---@return Episode[] episodes  Of whole seeds.
---@return string? message     Why it ended before the last.
function M.play(transfer)
  local all = {}
  for seed = transfer.seed, transfer.seed + transfer.seeds - 1 do
    local episodes, message = play_seed(transfer, seed)
    if not episodes then
      return all, message
    end
    for _, episode in ipairs(episodes) do
      all[#all + 1] = episode
    end
  end
  return all
end

-- the k of imp@k in tables: some round ones, and the last
local function ks_of(k)
  local ks = {}
  for _, one in ipairs({ 1, 5, 10, 20 }) do
    ks[#ks + 1] = one < k and one or nil
  end
  ks[#ks + 1] = k
  return ks
end

--- Returns what each method gained: means over seeds, with intervals where seeds are enough.
---
---@param found Findings
---@return table<string, table<string, { mean: number, interval: Interval? }>> means By method and
---  measure.
function M.means(found)
  local means = {}
  for _, arm in ipairs(outlines.final_arms(found.outline)) do
    means[arm.method] = {}
    for _, measure in ipairs(found.outline.measures) do
      local summary = summaries.of(found.outline, arm, measure)
      means[arm.method][measure.name] = { mean = summary.mean, interval = summary.interval }
    end
  end
  return means
end

--- Returns the transfer as a study, for its report.
---
---@param transfer Transfer
---@param episodes Episode[]
---@param command string   What runs it again.
---@return Study
function M.study(transfer, episodes, command)
  local methods = M.METHODS
  return {
    title = "Transfer to " .. transfer.task.name,
    methods = methods,
    pairs = { { methods[1].name, methods[2].name } },
    ks = ks_of(transfer.k),
    command = command,
    versions = { hyla = version, luajit = jit.version },
    machine = { processor = machine.processor_name(), processors = machine.processors() },
    episodes = episodes,
  }
end

return M
