--- The editor player: a program's policy and editors at work.
--
-- It does the verbs of the loop that are the program's own. It runs where the code can be trusted:
-- in a worker for one job, or on the host for as long as nobody has edited the policy and the
-- editors that a run began with. It keeps nothing that could change a result: what it has compiled
-- and parsed, and the desks it has opened.

local cache = require("hyla.cache")
local desks = require("hyla.desk")
local parts = require("hyla.parts")
local random = require("hyla.rng")
local syntax = require("hyla.syntax")

--- So many trees and desks are kept.
local KEPT = 256

---@class Player
---@field private program Program   Whose policy and editors these are.
---@field private load Load
---@field private worlds table<integer, { schema: Schema, facts: Facts }>  By the number of a task.
---@field private names? string[]  Of the editors, once asked for.
---@field private editors table<string, Editor|false>
---@field private loaded_policy? Policy
---@field private trees Cache
---@field private desks Cache
local Player = {}
Player.__index = Player

local M = {}

--- Globals of the host can be read; those that a part sets are its own.
local FRESH = { __index = _G }

--- Compiles a part for the host.
---
---@param source string
---@param name string
---@return function
function M.load(source, name)
  return assert(load(source, "=" .. name, "t", setmetatable({}, FRESH)))
end

--- Makes a player of a program's policy and editors; they are loaded when they are first asked.
---
---@param program Program
---@param load Load
---@param worlds table<integer, { schema: Schema, facts: Facts }>  By the number of a task.
---@param elder? Player  One that parsed the same agents before.
---@return Player
function M.new(program, load, worlds, elder)
  local player = {
    program = program,
    load = load,
    worlds = worlds,
    editors = {},
    trees = elder and elder.trees or cache.new(KEPT),
    desks = cache.new(KEPT),
  }
  function player.find_editor(name)
    local editor = player.editors[name]
    if editor == nil then
      local is_there = program.parts["editors/" .. name] ~= nil
      editor = is_there and parts.editor(program, name, load)
      player.editors[name] = editor
    end
    return editor or nil
  end
  function player.parse(source, part)
    return player.trees:get(source) or player.trees:put(source, assert(syntax.parse(source, part)))
  end
  return setmetatable(player, Player)
end

local function policy_of(self)
  self.loaded_policy = self.loaded_policy or parts.policy(self.program, self.load)
  return self.loaded_policy
end

-- the desks for a program, by task
local function desks_for(self, program)
  return self.desks:get(program) or self.desks:put(program, {})
end

--- Returns the desk for a program. Asked again with the same tables it is the same desk, with all
--- that was worked out for it.
---
---@param job { task: integer, program: Program, gradient?: table, run?: table, mate?: Program }
---@return Desk
function Player:desk(job)
  local list = desks_for(self, job.program)
  local known = list[job.task]
  local is_known = known and known.gradient == job.gradient
  if is_known and known.mate == job.mate then
    return known.desk
  end
  self.names = self.names or parts.editors(self.program)
  local desk = is_known and known.desk:beside(job.mate) or desks.open({
    program = job.program,
    gradient = job.gradient,
    run = job.run,
    mate = job.mate,
    world = self.worlds[job.task],
    names = self.names,
    editors = self.find_editor,
    parse = self.parse,
  })
  list[job.task] = { desk = desk, mate = job.mate, gradient = job.gradient }
  return desk
end

--- Loads the policy and all editors; raises where one breaks its contract.
function Player:check()
  policy_of(self)
  self.names = self.names or parts.editors(self.program)
  for _, name in ipairs(self.names) do
    self.find_editor(name)
  end
end

--- Lets the policy take up what another version of it has learned.
---
---@param phi table  Is not changed.
---@return table phi The same table, where the policy has no `migrate`.
function Player:migrate(phi)
  local policy = policy_of(self)
  return policy.migrate and policy.migrate(phi) or phi
end

-- as many steps of an editor as a probe takes, from the first of its options on
local PROBED = 3

-- takes some steps of one editor, each from the program as it is
local function probe_editor(self, job, name)
  local desk, rng = self:desk(job), random.new(job.seed):split("probe")
  local report = { options = 0, steps = 0 }
  for _, kind in ipairs(self.find_editor(name).parts) do
    local part = kind == "editors" and "editors/" .. name or kind
    local options = desk:options_of(part, name)
    report.options = report.options + #options
    for i = 1, math.min(#options, PROBED) do
      local after = desk:after((desk:step(part, options[i], rng)))
      report.steps = report.steps + (after and 1 or 0)
    end
  end
  return report
end

-- lets the policy take up what was learned, and propose an edit with it
local function probe_policy(self, job)
  local phi = self:migrate(job.mind.phi)
  local memory = phi == job.mind.phi and job.mind.memory
    or self:open({ task = job.task, phi = phi, budget = job.budget })
  job.mind = { phi = phi, memory = memory }
  return { steps = #self:propose(job).steps }
end

--- Tries a part as a run would use it; raises where it cannot be used.
---
---@param job table  As for `propose`, with the `part`, and the `budget` of the search.
---@return { options: integer?, steps: integer } report
function Player:probe(job)
  self:check()
  local editor = job.part:match("^editors/(.+)$")
  return editor and probe_editor(self, job, editor) or probe_policy(self, job)
end

---@class Mind
---@field phi table      What the policy has learned; the same for all searches.
---@field memory table   What it remembers of this search.

--- Makes the parameters of a policy that has learned nothing.
---
---@param job { seed: integer }
---@return table phi
function Player:start(job)
  return policy_of(self).start(random.new(job.seed):split("start"))
end

--- Begins a search.
---
---@param job { task: integer, phi: table, budget: integer, family: string? }
---@return table memory
function Player:open(job)
  local lesson = {
    budget = job.budget,
    family = job.family,
    measures = self.worlds[job.task].facts.measures,
  }
  return policy_of(self).open(job.phi, lesson)
end

--- Picks whom to edit.
---
---@param job { mind: Mind, view: View, seed: integer, n: integer }
---@return { parent: integer, mate: integer? }
function Player:pick(job)
  local rng = random.new(job.seed):split("pick " .. job.n)
  return policy_of(self).pick(job.mind, job.view, rng)
end

--- Proposes an edit of a program.
---
---@param job table  As for `desk` and `pick`.
---@return Edit
function Player:propose(job)
  local rng = random.new(job.seed):split("propose " .. job.n)
  return policy_of(self).propose(job.mind, job.view, self:desk(job), rng)
end

--- Applies an edit to a program. Raises where an editor raises or declines.
---
---@param job table  As for `desk`, with the `edit`.
---@return DeskChange
function Player:apply(job)
  local desk, message = self:desk(job):after_all(job.edit)
  if not desk then
    error(message, 0)
  end
  local change = desk:change()
  for part, source in pairs(change.parts) do
    self.trees:put(source, desk:tree(part))
  end
  return change
end

--- Takes the gradient of one experience.
---
---@param job { mind: Mind, experience: Experience }
---@return table gradient of the policy's own form
function Player:gradient(job)
  return policy_of(self).gradient(job.mind, job.experience)
end

--- Remembers an experience for the rest of this search.
---
---@param job { mind: Mind, gradient: table }
---@return table memory
function Player:update(job)
  return policy_of(self).update(job.mind, job.gradient)
end

---@class History           What a policy is told when it may revise its program.
---@field charged number      Evaluations so far.
---@field winners Winner[]
---@field verdict? Verdict    What became of its last trial, where that is news.

--- Asks a policy that may revise its program whether it wants to.
---
---@param job { phi: table, history: History, program: Program, task: integer, seed: integer }
---@return Revision?
function Player:revise(job)
  local policy = policy_of(self)
  local rng = random.new(job.seed):split("revise " .. job.history.charged)
  return policy.revise and policy.revise(job.phi, job.history, self:desk(job), rng)
end

--- Learns from the gradients of a part of a search, for all searches to come.
---
---@param job { mind: Mind, gradients: table[] }
---@return table phi
function Player:learn(job)
  return policy_of(self).learn(job.mind, job.gradients)
end

return M
