--- The desk: a program under edit, and what its editors could do to it next.
--
-- Desks are never changed: a step gives another desk, so that a policy can look ahead along a chain
-- of steps and go back. What was worked out once for a desk is kept with it.

local argument = require("hyla.argument")
local syntax = require("hyla.syntax")

---@class EditContext
---@field part string                        The kind of part that is edited, such as "agent".
---@field schema Schema
---@field facts Facts
---@field numbers table<string, number>      The program's lifted numbers.
---@field gradient table<string, number>     d loss / d number of the parent; empty when unknown.
---@field run table<string, number>          What was measured on the parent's own run.
---@field editors fun(name: string): Editor? The program's other editors, for those made of them.
---@field mate? { tree: table, numbers: table<string, number> } The same part of another program.

---@class DeskOptions
---@field program Program
---@field gradient? table<string, number>
---@field run? table<string, number>
---@field mate? Program
---@field world { schema: Schema, facts: Facts }
---@field names string[]                       Of the program's editors, sorted.
---@field editors fun(name: string): Editor?   Loads one of the program's editors.
---@field parse fun(source: string, part: string): table

---@class Option
---@field name string                      The action, the same over programs.
---@field editor string
---@field class string                     Of its sites.
---@field source string                    As in an edit.
---@field sources table<string, Source>    By argument.
---@field is_certain boolean               It does the same whenever it is taken here.
---@field moves { site: Site, arguments: Argument[] }[]

---@class Desk
---@field editors string[]                 Names of the program's editors, sorted.
---@field private about DeskOptions
---@field private trees table<string, table>      Parts that steps have changed.
---@field private numbers table<string, number>
---@field private alone table<string, table<string, Option[]>>   By part and editor, once asked for.
---@field private paired table<string, table<string, Option[]>>  Those of them that a mate decides.
---@field private all table<string, Option[]>      By part.
---@field private contexts table<string, EditContext> By part.
---@field private onwards table<Step, Desk>
local Desk = {}
Desk.__index = Desk

--- More combinations of an editor's sources than this are not told apart.
local MOST_COMBINATIONS = 24

local M = {}

local WEAK = { __mode = "k" }

--- What an editor can do that can do nothing.
local NONE = {}

local function new(about, trees, numbers, alone)
  return setmetatable({
    about = about,
    editors = about.names,
    trees = trees,
    numbers = numbers,
    alone = alone or {},
    paired = {},
    contexts = {},
    all = {},
    onwards = setmetatable({}, WEAK),
  }, Desk)
end

--- Opens a desk.
---
---@param about DeskOptions
---@return Desk
function M.open(about)
  return new(about, {}, about.program.numbers)
end

--- Returns the tree of a part as the steps have left it.
---
---@param part string
---@return table
function Desk:tree(part)
  return self.trees[part] or self.about.parse(self.about.program.parts[part], part)
end

--- Returns the desk for the same program with another mate. What the editors could do without a
--- look at the mate is not worked out again.
---
---@param mate? Program
---@return Desk
function Desk:beside(mate)
  local about = {}
  for name, value in pairs(self.about) do
    about[name] = value
  end
  about.mate = mate
  return new(about, self.trees, self.numbers, self.alone)
end

-- finds a context's mate when an editor first looks at it, and notes each look
local MATE = {
  __index = function(context, name)
    if name ~= "mate" then
      return nil
    end
    context.has_looked = true
    if context.find_mate then
      context.found, context.find_mate = context.find_mate(), nil
    end
    return rawget(context, "found")
  end,
}

local function make_context(self, part)
  local about = self.about
  local other = about.mate and about.mate.parts[part]
  return setmetatable({
    part = part:match("^%w+"),
    schema = about.world.schema,
    facts = about.world.facts,
    numbers = self.numbers,
    gradient = about.gradient or {},
    run = about.run or {},
    editors = about.editors,
    find_mate = other and function()
      return { tree = about.parse(other, part), numbers = about.mate.numbers }
    end,
  }, MATE)
end

--- Returns what an editor may know while it works on one part.
---
---@param part string
---@return EditContext
function Desk:context(part)
  self.contexts[part] = self.contexts[part] or make_context(self, part)
  return self.contexts[part]
end

-- the combinations of the sources of some arguments, in their order
local function combinations(arguments)
  local found = { {} }
  for _, spec in ipairs(arguments) do
    local sources = argument.sources(spec)
    if #found * #sources > MOST_COMBINATIONS then
      sources = { sources[1] }
    end
    local longer = {}
    for _, chosen in ipairs(found) do
      for _, source in ipairs(sources) do
        local list = { unpack(chosen) }
        list[#list + 1] = source
        longer[#longer + 1] = list
      end
    end
    found = longer
  end
  return found
end

-- whether a source always gives the same value
local function is_certain(source)
  return source == "most" or source:find("^=") ~= nil or source:find("^statistic .") ~= nil
end

-- the action of an option: "mutate_constant@rate up"
local function name_of(editor, class, source)
  local place = class ~= "" and "@" .. class or ""
  local name = editor .. place .. " " .. source
  return name:sub(-1) == " " and name:sub(1, -2) or name
end

-- an option with its first move; `chosen` are the sources of the arguments in their order
local function new_option(editor, move, chosen, name, source)
  local sources, certain = {}, true
  for i, spec in ipairs(move.arguments) do
    sources[spec.name] = chosen[i]
    certain = certain and is_certain(chosen[i])
  end
  return {
    name = name,
    editor = editor.name,
    class = move.site.class or "",
    source = source,
    sources = sources,
    is_certain = certain,
    moves = { move },
  }
end

-- adds a move to the options of an editor: to one for each combination of sources
local function add_move(options, known, editor, move)
  for _, chosen in ipairs(combinations(move.arguments)) do
    local source = table.concat(chosen, ",")
    local name = name_of(editor.name, move.site.class or "", source)
    local option = known[name]
    if option then
      option.is_certain = false
      table.insert(option.moves, move)
    else
      option = new_option(editor, move, chosen, name, source)
      known[name], options[#options + 1] = option, option
    end
  end
end

-- what one editor can do to a part: an option for each class of site and source of arguments
local function options_of(editor, tree, context)
  local sites = editor.sites(tree, context)
  if #sites == 0 then
    return NONE
  end
  local options, known = {}, {}
  for _, site in ipairs(sites) do
    local move = { site = site, arguments = editor.arguments(tree, site, context) }
    add_move(options, known, editor, move)
  end
  return options
end

local function targets(editor, kind)
  for _, part in ipairs(editor.parts) do
    if part == kind then
      return true
    end
  end
  return false
end

-- what one editor can do to a part, and whether it looked at the mate
local function list(self, part, name)
  local editor, context = self.about.editors(name), self:context(part)
  if not (editor and targets(editor, context.part)) then
    return NONE, false
  end
  context.has_looked = false
  return options_of(editor, self:tree(part), context), context.has_looked
end

-- the part's table in a table of tables
local function of_part(map, part)
  map[part] = map[part] or {}
  return map[part]
end

--- Lists all that one of the program's editors can do to a part. The list belongs to the desk.
---
---@param part string
---@param name string
---@return Option[]  Empty where the program has no such editor.
function Desk:options_of(part, name)
  local alone, paired = of_part(self.alone, part), of_part(self.paired, part)
  local options = alone[name] or paired[name]
  if not options then
    local has_looked
    options, has_looked = list(self, part, name)
    local known = has_looked and paired or alone
    known[name] = options
  end
  return options
end

--- Lists all that the program's editors can do to one of its parts. The list belongs to the desk.
---
---@param part string
---@return Option[]
function Desk:options(part)
  if not self.all[part] then
    local options = {}
    for _, name in ipairs(self.editors) do
      for _, option in ipairs(self:options_of(part, name)) do
        options[#options + 1] = option
      end
    end
    self.all[part] = options
  end
  return self.all[part]
end

--- Finds an option by its name, which begins with that of its editor.
---
---@param part string
---@param name string
---@return Option?
function Desk:find(part, name)
  for _, option in ipairs(self:options_of(part, name:match("^[%w_]+"))) do
    if option.name == name then
      return option
    end
  end
end

--- Makes a step of an option: one of its moves, with values drawn for its arguments.
---
---@param part string
---@param option Option
---@param rng Rng
---@param shift? number  What the policy adds to the mean of a step up or down, in log units.
---@return Step step
---@return Draw[] draws  Those that a gradient can go on through: with `lifted` and `present`.
function Desk:step(part, option, rng, shift)
  local move = option.moves[rng:integer(#option.moves)]
  local arguments, draws = {}, {}
  for _, spec in ipairs(move.arguments) do
    local drawn = argument.draw(spec, option.sources[spec.name], rng, shift)
    arguments[spec.name] = drawn.value
    if drawn.noise and spec.lifted then
      drawn.lifted, drawn.present = spec.lifted, spec.value
      draws[#draws + 1] = drawn
    end
  end
  return {
    editor = option.editor,
    part = part,
    site = move.site,
    source = option.source,
    arguments = arguments,
    action = option.name,
  }, draws
end

local function with(map, changes)
  local changed = {}
  for name, value in pairs(map) do
    changed[name] = value
  end
  for name, value in pairs(changes) do
    changed[name] = value or nil
  end
  return changed
end

local function take(self, step)
  local editor = assert(self.about.editors(step.editor))
  local tree = self:tree(step.part)
  local context = self:context(step.part)
  local change, message = editor.apply(tree, step.site, step.arguments, context)
  if not change then
    return nil, message or "the editor declined"
  end
  local trees = with(self.trees, { [step.part] = change.tree })
  return new(self.about, trees, with(self.numbers, change.numbers or {}))
end

--- Returns the desk after a step; or nil and why the editor declined. Raises what an editor raises.
---
---@param step Step
---@return Desk? desk
---@return string? message
function Desk:after(step)
  local onward = self.onwards[step]
  if onward then
    return onward
  end
  local message
  onward, message = take(self, step)
  self.onwards[step] = onward
  return onward, message
end

--- Returns the desk after all steps of an edit; or nil and why an editor declined.
---
---@param edit Edit
---@return Desk? desk
---@return string? message
function Desk:after_all(edit)
  local desk = self
  for _, step in ipairs(edit.steps) do
    local onward, message = desk:after(step)
    if not onward then
      return nil, message
    end
    desk = onward
  end
  return desk
end

---@class DeskChange
---@field parts table<string, string>           Sources by part.
---@field numbers table<string, number|false>   Lifted or moved; false for one that is no more.

--- Returns what the steps have changed since the desk was opened.
---
---@return DeskChange
function Desk:change()
  local parts, numbers = {}, {}
  for name, tree in pairs(self.trees) do
    parts[name] = syntax.print(tree)
  end
  local before = self.about.program.numbers
  for name, value in pairs(self.numbers) do
    if before[name] ~= value then
      numbers[name] = value
    end
  end
  for name in pairs(before) do
    if self.numbers[name] == nil then
      numbers[name] = false
    end
  end
  return { parts = parts, numbers = numbers }
end

return M
