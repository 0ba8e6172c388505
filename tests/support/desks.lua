--- Desks that stand for a program, for tests of policies.

local M = {}

local Desk = {}
Desk.__index = Desk

--- Returns a desk with an option for each name; the word before the first space is its editor.
---
---@param names string[]
---@return Desk
function M.of(names)
  local options = {}
  for i, name in ipairs(names) do
    options[i] = { name = name, editor = name:match("^[^ @]+"), moves = { {} }, sources = {} }
  end
  local editors, seen = {}, {}
  for _, option in ipairs(options) do
    if not seen[option.editor] then
      seen[option.editor] = true
      editors[#editors + 1] = option.editor
    end
  end
  return setmetatable({ editors = editors, list = options, made = {} }, Desk)
end

--- Returns all options, whatever the part.
function Desk:options()
  return self.list
end

--- Returns the options of an editor.
function Desk:options_of(_, editor)
  local options = {}
  for _, option in ipairs(self.list) do
    if option.editor == editor then
      options[#options + 1] = option
    end
  end
  return options
end

--- Finds an option by its name.
function Desk:find(_, name)
  for _, option in ipairs(self.list) do
    if option.name == name then
      return option
    end
  end
end

--- Makes a step that has no arguments.
function Desk:step(part, option)
  return { editor = option.editor, part = part, action = option.name, arguments = {} }, {}
end

--- What was done on the way is kept, and every option stays.
function Desk:after(step)
  local made = { unpack(self.made) }
  made[#made + 1] = step.action
  return setmetatable({ editors = self.editors, list = self.list, made = made }, Desk)
end

--- Returns a view of programs with these scores, best first.
---
---@param scores number[]
---@return View
function M.view(scores)
  local rows = {}
  for i, score in ipairs(scores) do
    rows[i] = { n = i, score = score, children = 0, actions = {} }
  end
  return { rows = rows, upto = #rows, progress = 0, parent = rows[1] }
end

--- Returns how often a policy's proposals begin with each action.
---
---@param policy Policy
---@param mind Mind
---@param desk Desk
---@param rng Rng
---@param times integer
---@return table<string, integer>
function M.count(policy, mind, desk, rng, times)
  local counts, view = {}, M.view({ 0 })
  for i = 1, times do
    local action = policy.propose(mind, view, desk, rng:split(i)).steps[1].action
    counts[action] = (counts[action] or 0) + 1
  end
  return counts
end

return M
