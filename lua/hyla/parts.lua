--- Parts: a program's sources, compiled in the candidate environment and held to their contracts.

local M = {}

---@alias Load fun(source: string, name: string): function

---@class Agent
---@field init fun(schema: Schema): any
---@field learn fun(state: any, cases: Case[]): Tensor? The loss on the agent's own inner split.
---@field act fun(state: any, input: table): any        The answer, or nil for none.

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
---@field start fun(rng: Rng): table
---@field pick fun(parameters: table, view: View, rng: Rng): { parent: integer, mate: integer? }
---@field propose fun(parameters: table, view: View, desk: table, rng: Rng): Edit
---@field gradient fun(parameters: table, experience: Experience): table
---@field update fun(parameters: table, gradient: table): table

local function load_part(program, name, load, numbers)
  local source = program.parts[name]
  if not source then
    error(("the program has no part %s"):format(name), 0)
  end
  return load(source, name)(numbers)
end

local function check_functions(module, name, wanted)
  if type(module) ~= "table" then
    error(("%s wants to be a table, got a %s"):format(name, type(module)), 0)
  end
  for _, key in ipairs(wanted) do
    if type(module[key]) ~= "function" then
      error(("%s wants a function %s, got a %s"):format(name, key, type(module[key])), 0)
    end
  end
  return module
end

--- Loads the policy of a program.
---
---@param program Program
---@param load Load
---@return Policy policy raises when it does not keep the contract
function M.policy(program, load)
  local wanted = { "start", "pick", "propose", "gradient", "update" }
  return check_functions(load_part(program, "policy", load, {}), "policy", wanted)
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
  return check_functions(load_part(program, part, load, {}), part, wanted)
end

--- Loads the agent of a program: a module with init, learn and act, or a function of the input.
---
---@param program Program
---@param load Load
---@param numbers table<string, Tensor> the lifted numbers
---@return Agent agent raises when it does not keep the contract
function M.agent(program, load, numbers)
  local agent = load_part(program, "agent", load, numbers)
  if type(agent) == "function" then
    local act = agent
    agent = {
      init = function() end,
      learn = function() end,
      act = function(_, input)
        return act(input)
      end,
    }
  end
  return check_functions(agent, "agent", { "init", "learn", "act" })
end

return M
