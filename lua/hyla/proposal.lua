--- Proposals: how policies put edits together.

local M = {}

-- the options by editor, in the order of the editors
local function by_editor(options)
  local groups, known = {}, {}
  for _, option in ipairs(options) do
    local group = known[option.editor]
    if not group then
      group = {}
      known[option.editor], groups[#groups + 1] = group, group
    end
    group[#group + 1] = option
  end
  return groups
end

--- Returns an option of an editor, where every editor is as likely as any other.
---
---@param options Option[]  At least one.
---@param rng Rng
---@return Option
function M.any(options, rng)
  local groups = by_editor(options)
  local group = groups[rng:integer(#groups)]
  return group[rng:integer(#group)]
end

---@class Chosen
---@field option Option
---@field shift? number  What is added to the mean of a step up or down, in log units.

--- Makes an edit of a part, step by step, each chosen at the desk as the ones before have left it.
--
-- It ends early where `choose` returns nil or an editor declines; the first step is kept whatever
-- its editor makes of it.
---
---@param desk Desk
---@param part string
---@param length integer  The most steps.
---@param rng Rng
---@param choose fun(options: Option[], index: integer): Chosen?
---@return Edit edit
---@return Draw[][] draws  Of each step.
function M.chain(desk, part, length, rng, choose)
  local steps, draws = {}, {}
  for i = 1, length do
    local chosen = choose(desk:options(part), i)
    if not chosen then
      break
    end
    local step, drawn = desk:step(part, chosen.option, rng, chosen.shift)
    local after = desk:after(step)
    if i > 1 and not after then
      break
    end
    steps[i], draws[i], desk = step, drawn, after
    if not desk then
      break
    end
  end
  return { steps = steps }, draws
end

return M
