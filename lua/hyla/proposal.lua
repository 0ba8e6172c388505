--- Proposals: how policies put edits together.

local M = {}

--- Returns an option of an editor, where every editor that can do something is as likely as any
--- other. Only those are asked that the draw falls on.
---
---@param desk Desk
---@param part string
---@param rng Rng
---@return Option? option  nil where no editor can do anything.
function M.any(desk, part, rng)
  local editors, count = { unpack(desk.editors) }, #desk.editors
  while count > 0 do
    local drawn = rng:integer(count)
    local options = desk:options_of(part, editors[drawn])
    if #options > 0 then
      return options[rng:integer(#options)]
    end
    editors[drawn], count = editors[count], count - 1
  end
end

--- Returns the option whose value is the greatest; one of them where several are.
---
---@param options Option[]  At least one.
---@param rng Rng
---@param value_of fun(option: Option): number
---@return Option
function M.greatest(options, rng, value_of)
  local best, count, greatest = options[1], 0, -math.huge
  for _, option in ipairs(options) do
    local value = value_of(option)
    if value > greatest then
      best, count, greatest = option, 1, value
    elseif value == greatest then
      count = count + 1
      best = rng:integer(count) == 1 and option or best
    end
  end
  return best
end

--- Returns the option with the greatest value that is there, without listing them all.
---
---@param names string[]
---@param value_of fun(name: string): number  -math.huge for one that is not wanted.
---@param find fun(name: string): Option?
---@return Option? option  nil where none of the names is.
---@return number? value
function M.best(names, value_of, find)
  local values, rest = {}, #names
  for i = 1, rest do
    values[i] = value_of(names[i])
  end
  while rest > 0 do
    local best = 1
    for i = 2, #names do
      best = values[i] > values[best] and i or best
    end
    local option = values[best] > -math.huge and find(names[best])
    if option or values[best] == -math.huge then
      return option or nil, values[best]
    end
    values[best], rest = -math.huge, rest - 1
  end
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
---@param choose fun(desk: Desk, index: integer): Chosen?
---@return Edit edit
---@return Draw[][] draws      Of each step.
---@return boolean is_certain  Nothing but the choices made it what it is.
function M.chain(desk, part, length, rng, choose)
  local steps, draws, is_certain = {}, {}, true
  for i = 1, length do
    local chosen = choose(desk, i)
    if not chosen then
      break
    end
    local step, drawn = desk:step(part, chosen.option, rng, chosen.shift)
    local after = desk:after(step)
    if i > 1 and not after then
      break
    end
    steps[i], draws[i], desk = step, drawn, after
    is_certain = is_certain and chosen.option.is_certain
    if not desk then
      break
    end
  end
  return { steps = steps }, draws, is_certain
end

return M
