--- Fuel: a meter in the code of a program, so that its verdict is the same on any machine.
--
-- Every call of a Lua function, every round of a loop and every goto of a metered source takes one
-- unit. All sources of a job share one tank; when it is empty, the outcome is `timeout`, whoever
-- catches the error: whatever runs on meets the next check. The code keeps its lines.
--
-- Not metered are C functions, which patterns, `string.rep`, sorting and tensors are made of, and
-- the modules that a program requires; what they call back is. The limit on processor time remains
-- as the backstop for them. It is a meter for honest verdicts; the wall is the process.
--
-- A meter takes two more upvalues in each function and the room for two values; a function that
-- lacks them, of LuaJIT's 60 upvalues and 250 places, is told of and does not run.

local syntax = require("hyla.syntax")

local M = {}

--- Units that a source is dealt at a time, from the tank that all share.
local SHARE = 1000

--- Metered texts by source, of what many jobs will load: to parse a source takes milliseconds.
local known = {}

--- What runs its body again and again, or calls it.
local METERED = {
  Function = true,
  FunctionStatement = true,
  LocalFunction = true,
  While = true,
  Repeat = true,
  NumericFor = true,
  GenericFor = true,
}

--- Adds the places of the checks below a node that starts at a place of the text, in order.
local function add_places(places, node, place)
  for i, child in ipairs(node) do
    place = place + #node.gaps[i]
    -- not behind the label: a check there would end the rest of the block that a goto may skip
    if child.kind == "Goto" or child.kind == "Block" and METERED[node.kind] then
      places[#places + 1] = place
    end
    add_places(places, child, place)
    place = place + #child.text
  end
end

--- Returns two names that a source does not hold.
local function free_names(source)
  local n = 0
  while source:find("_fuel" .. n, 1, true) or source:find("_deal" .. n, 1, true) do
    n = n + 1
  end
  return "_fuel" .. n, "_deal" .. n
end

--- Rewrites a source so that it counts what it does.
---
--- The text that comes back is a chunk that is called with a function `deal`, which returns units;
--- it returns the source's own chunk and a function that tells how many units it has left.
---
---@param source string
---@param name string For messages.
---@return string? text
---@return string? message
function M.meter(source, name)
  if known[source] then
    return known[source]
  end
  local tree, message = syntax.parse(source, name)
  if not tree then
    return nil, message
  end
  local fuel, deal = free_names(source)
  local check = (" %s=%s-1 if %s<0 then %s=%s()end "):format(fuel, fuel, fuel, fuel, deal)
  local places, pieces, from = {}, {}, 1
  add_places(places, tree, 1)
  for _, place in ipairs(places) do
    pieces[#pieces + 1] = source:sub(from, place - 1)
    from = place
  end
  pieces[#pieces + 1] = source:sub(from)
  local head = ("local %s,%s=0,... return function(...) "):format(fuel, deal)
  local tail = ("\nend,function() return %s end"):format(fuel)
  return head .. table.concat(pieces, check) .. tail
end

--- Keeps a source that many jobs will load with its meter in it; none for what cannot be metered.
---
---@param source string
function M.learn(source)
  known[source] = M.meter(source, "source")
end

---@class Tank
---@field load Load      Compiles like the loader it was made with, and meters.
---@field used fun(): integer  Units taken so far.

--- Makes the tank of a job.
---
---@param amount integer
---@param load Load
---@param exhaust fun(message: string)  Ends the job: raises, and is remembered whoever catches it.
---@return Tank
function M.tank(amount, load, exhaust)
  local left, gauges = amount, {}
  local function deal()
    local share = math.min(SHARE, left)
    if share < 1 then
      exhaust(("used up its fuel of %d"):format(amount))
    end
    left = left - share
    return share - 1
  end
  local function load_metered(source, name, globals)
    local text, message = M.meter(source, name)
    local is_sound
    if text then
      is_sound, message = loadstring(text, "=" .. name)
    end
    if not is_sound then
      load(source, name) -- raises where the source itself is at fault
      error("the fuel meter does not fit in: " .. message, 0)
    end
    local chunk, gauge = load(text, name, globals)(deal)
    gauges[#gauges + 1] = gauge
    return chunk
  end
  local function used()
    local unused = left
    for _, gauge in ipairs(gauges) do
      unused = unused + math.max(0, gauge())
    end
    return amount - unused
  end
  return { load = load_metered, used = used }
end

return M
