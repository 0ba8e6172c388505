--- Ideas for shaping rewards: what a person who knows springs and hills would look at.

local SQUARES = [[
function look(_, input)
  local p, v = input.position, input.speed
  return { p, v, p * p, v * v, p * v }
end
]]

local POWERS = [[
function look(_, input)
  local p, v = input.position, input.speed
  return { p, v, p * p, v * v, p * v, p ^ 3, p * p * v, p * v * v, v ^ 3, p ^ 4 }
end
]]

local SIMILAR = [[
function look(_, input)
  local x = {}
  for position = -1, 1, 0.5 do
    for speed = -1, 1, 0.5 do
      local away = (input.position - position) ^ 2 + (input.speed - speed) ^ 2
      x[#x + 1] = math.exp(-away / (2 * 0.4 ^ 2))
    end
  end
  return x
end
]]

local AHEAD = [[
function look(_, input)
  local x, ahead = {}, input.position + input.speed
  for place = -1.5, 1.5, 0.25 do
    x[#x + 1] = math.exp(-(ahead - place) ^ 2 / (2 * 0.25 ^ 2))
  end
  return x
end
]]

---@type Idea[]
local ideas = {
  { name = "position and speed", most = 0.3, source = "" },
  { name = "squares", least = 0.4, most = 0.75, source = SQUARES },
  { name = "powers up to four", least = 0.5, source = POWERS },
  { name = "nearness to 25 states", least = 0.5, source = SIMILAR },
  { name = "where it will be", least = 0.55, source = AHEAD },
}

for _, idea in ipairs(ideas) do
  idea.task, idea.options = "examples.reward_shaping.task", {}
end

return ideas
