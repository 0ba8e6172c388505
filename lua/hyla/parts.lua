--- Parts: a program's sources, compiled in the candidate environment and held to their contracts.

local keys = require("hyla.keys")

local M = {}

---@alias Load fun(source: string, name: string): function

---@class Agent
---@field init fun(schema: Schema): any
---@field learn fun(state: any, cases: Case[]): Tensor? The loss on the agent's own inner split.
---@field act fun(state: any, input: table): any        The answer; nil abstains from a class.

---@class Editor
---@field name string                                   The same as the file's.
---@field parts string[]                                Kinds of parts it may edit.
---@field sites fun(tree: table, context: EditContext): Site[]
---@field arguments fun(tree: table, site: Site, context: EditContext): Argument[]
---@field apply fun(tree: table, site: Site, values: table, context: EditContext): Change?, string?

---@class Change
---@field tree table                                    The new tree; the given one is untouched.
---@field numbers? table<string, number|false>          Numbers lifted or moved; false drops one.

---@class Policy
---@field start fun(rng: Rng): table                    What it has learned: phi. All plain data.
---@field open fun(phi: table, lesson: Lesson): table   What it remembers of a search that begins.
---@field pick fun(mind: Mind, view: View, rng: Rng): { parent: integer, mate: integer? }
---@field propose fun(mind: Mind, view: View, desk: Desk, rng: Rng): Edit
---@field gradient fun(mind: Mind, experience: Experience): table
---@field update fun(mind: Mind, gradient: table): table The memory; the given one may be changed.
---@field learn fun(mind: Mind, gradients: table[]): table  phi; the given one may be changed.
---@field migrate? fun(phi: table): table  Takes up what another version of the policy has learned.
---@field revise? fun(phi: table, history: History, desk: Desk, rng: Rng): Revision?  Changes the
--- program that it is part of, by the desk on it.

---@class Lesson                       What a policy is told of a search that begins.
---@field measures table<string, number>  Of the task: see hyla.facts.
---@field budget integer                  How many edits will be tried.
---@field family? string                  What kind of task it is, while it is learned from.

local function load_part(program, name, load, numbers)
  local source = program.parts[name]
  if not source then
    error(("the program has no part %s"):format(name), 0)
  end
  return load(source, name)(numbers)
end

-- nil and a message where a function is missing
local function check_functions(module, name, wanted)
  if type(module) ~= "table" then
    return nil, ("%s wants to be a table, got a %s"):format(name, type(module))
  end
  for _, key in ipairs(wanted) do
    if type(module[key]) ~= "function" then
      return nil, ("%s wants a function %s, got a %s"):format(name, key, type(module[key]))
    end
  end
  return module
end

local function insist_on_functions(module, name, wanted)
  local checked, message = check_functions(module, name, wanted)
  return checked or error(message, 0)
end

--- Loads the policy of a program.
---
---@param program Program
---@param load Load
---@return Policy policy raises when it does not keep the contract
function M.policy(program, load)
  local wanted = { "start", "open", "pick", "propose", "gradient", "update", "learn" }
  return insist_on_functions(load_part(program, "policy", load, {}), "policy", wanted)
end

--- Names the editors of a program.
---
---@param program Program
---@return string[] names without "editors/", sorted
function M.editors(program)
  local names = {}
  for _, part in ipairs(keys.sorted(program.parts)) do
    names[#names + 1] = part:match("^editors/(.+)$")
  end
  return names
end

--- Loads one editor of a program.
---
---@param program Program
---@param name string without "editors/"
---@param load Load
---@return Editor editor raises when it does not keep the contract
function M.editor(program, name, load)
  local wanted = { "sites", "arguments", "apply" }
  local part = "editors/" .. name
  return insist_on_functions(load_part(program, part, load, {}), part, wanted)
end

-- the agent that a function makes: it learns nothing, and answers to the fields of a case
local function of_function(answer)
  return {
    init = function(schema)
      return schema.fields
    end,
    learn = function() end,
    act = function(fields, input)
      local values = {}
      for i, field in ipairs(fields) do
        values[i] = input[field.name]
      end
      return answer(unpack(values, 1, #fields))
    end,
  }
end

--- Loads the agent of a program: a module with init, learn and act, or a function that is called
--- with the values of a case's fields, in the order of the schema.
---
---@param program Program
---@param load Load
---@param numbers table<string, Tensor> the lifted numbers
---@return Agent? agent
---@return string? message what breaks the contract
function M.agent(program, load, numbers)
  local agent = load_part(program, "agent", load, numbers)
  if type(agent) == "function" then
    return of_function(agent)
  end
  return check_functions(agent, "agent", { "init", "learn", "act" })
end

return M
