--- Macros: chains of edits that have become one editor.
--
-- A macro is data: which editors, at which class of place, with which values. It finds its places
-- anew each time, so that it works in programs that differ from the one it was found in. One
-- argument may be left open; it is asked for like any editor's.

local M = {}

---@class MacroStep
---@field editor string
---@field class? string                  Of its site; nil for any place.
---@field arguments? table<string, any>  Values by name.
---@field source? string                 Where they came from, in the order they are asked for.

---@class MacroOpening
---@field step integer
---@field argument string

---@class MacroPlan
---@field name string
---@field parts string[]       Kinds of parts that it may edit.
---@field steps MacroStep[]
---@field open? MacroOpening   The argument that is asked for.

--- Macros may be made of macros, so deep; one that comes back to itself is refused by it.
M.DEEPEST = 4

local function is_same(a, b)
  if type(a) ~= "table" or type(b) ~= "table" then
    return a == b
  end
  for key, value in pairs(a) do
    if not is_same(value, b[key]) then
      return false
    end
  end
  for key in pairs(b) do
    if a[key] == nil then
      return false
    end
  end
  return true
end

local function heaviest(spec)
  local most = 1
  for i, weight in ipairs(spec.weights or {}) do
    most = weight > spec.weights[most] and i or most
  end
  return spec.weights and spec.values[most]
end

-- the value that was chosen, where it is still offered, else the one that weighs most
local function chosen(spec, value)
  for _, offered in ipairs(spec.values) do
    if is_same(offered, value) then
      return offered
    end
  end
  return heaviest(spec)
end

local function bounded(spec, value)
  value = math.min(math.max(tonumber(value) or spec.value or spec.low, spec.low), spec.high)
  return spec.whole and math.floor(value + 0.5) or value
end

-- a value for an argument: measured anew where it was measured, else as it was
local function value_of(spec, value, source)
  if spec.kind == "number" then
    local measured = (spec.statistics or {})[source:match("^statistic (.+)$")]
    return bounded(spec, measured or value)
  end
  return source == "most" and heaviest(spec) or chosen(spec, value)
end

-- the words of a step's source, one for each argument
local function words_of(source)
  local words = {}
  for word in (source or ""):gmatch("[^,]+") do
    words[#words + 1] = word
  end
  return words
end

-- values for all arguments of a step; nil and the name of one that there is no value for
local function fill(step, specs, given)
  local values, words = {}, words_of(step.source)
  for i, spec in ipairs(specs) do
    local value = given[spec.name]
    if value == nil then
      value = value_of(spec, (step.arguments or {})[spec.name], words[i] or "")
    end
    if value == nil then
      return nil, spec.name
    end
    values[spec.name] = value
  end
  return values
end

local function with(map, changes)
  local changed = {}
  for name, value in pairs(map) do
    changed[name] = value
  end
  for name, value in pairs(changes) do
    changed[name] = value
  end
  return changed
end

-- the sites of a step of the class it is for; none where its editor is missing
local function sites_of(step, tree, context)
  local editor, found = context.editors(step.editor), {}
  for _, site in ipairs(editor and editor.sites(tree, context) or {}) do
    if not step.class or site.class == step.class then
      found[#found + 1] = site
    end
  end
  return found
end

-- the context of a macro's own editors; nil where there are none, or too deep
local function inner(context)
  local depth = (context.depth or 0) + 1
  -- a desk finds the mate only when it is looked at
  local changes = { depth = depth, mate = context.mate }
  return context.editors and depth <= M.DEEPEST and with(context, changes) or nil
end

-- does one step; `state` holds what was made so far: tree, context, numbers
local function take(state, step, site, given)
  local editor = state.context.editors(step.editor)
  if not editor or not site then
    return nil, "there is no place for it"
  end
  local specs = editor.arguments(state.tree, site, state.context)
  local values, missing = fill(step, specs, given)
  if not values then
    return nil, ("there is no value for %s"):format(missing)
  end
  local change, message = editor.apply(state.tree, site, values, state.context)
  if not change then
    return nil, message or "the editor declined"
  end
  local numbers = {}
  for name, value in pairs(with(state.context.numbers, change.numbers or {})) do
    numbers[name] = value or nil
  end
  state.tree = change.tree
  state.numbers = with(state.numbers, change.numbers or {})
  state.context = with(state.context, { numbers = numbers })
  return true
end

-- where the step at an index works: the first where it was asked to, the others at the first place
-- of their class
local function place_of(plan, index, state, site)
  return index == 1 and site or sites_of(plan.steps[index], state.tree, state.context)[1]
end

-- does the first steps of a plan; `given` is the value of the open argument by its name
local function run(plan, count, tree, site, context, given)
  local state = { tree = tree, context = inner(context), numbers = {} }
  if not state.context then
    return nil, context.editors and "macros are nested too deep" or "there are no other editors"
  end
  for i = 1, count do
    local step, is_open = plan.steps[i], plan.open and plan.open.step == i
    local done, message = take(state, step, place_of(plan, i, state, site), is_open and given or {})
    if not done then
      return nil, ("step %d, %s: %s"):format(i, step.editor, message)
    end
  end
  return state
end

-- what the open argument asks for
local function opened(plan, tree, site, context)
  local open = plan.open
  local state = run(plan, open.step - 1, tree, site, context, {})
  local place = state and place_of(plan, open.step, state, site)
  local editor = place and state.context.editors(plan.steps[open.step].editor)
  for _, spec in ipairs(editor and editor.arguments(state.tree, place, state.context) or {}) do
    if spec.name == open.argument then
      return { spec }
    end
  end
  return {}
end

--- Makes an editor of a plan.
---
---@param plan MacroPlan
---@return Editor
function M.editor(plan)
  local editor = { name = plan.name, parts = plan.parts }

  function editor.sites(tree, context)
    local own = inner(context)
    return own and sites_of(plan.steps[1], tree, own) or {}
  end

  function editor.arguments(tree, site, context)
    return plan.open and opened(plan, tree, site, context) or {}
  end

  function editor.apply(tree, site, arguments, context)
    local state, message = run(plan, #plan.steps, tree, site, context, arguments)
    return state and { tree = state.tree, numbers = state.numbers }, message
  end

  return editor
end

return M
