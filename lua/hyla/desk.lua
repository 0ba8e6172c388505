--- The desk: what a program's editors could do to one of its parts.

local argument = require("hyla.argument")
local keys = require("hyla.keys")
local parts = require("hyla.parts")
local syntax = require("hyla.syntax")

local M = {}

---@class EditContext
---@field part string                        The part that is edited, such as "agent".
---@field schema Schema
---@field facts Facts
---@field numbers table<string, number>      The program's lifted numbers.
---@field gradient table<string, number>     d loss / d number of the parent; empty when unknown.
---@field mate? { tree: table, numbers: table<string, number> } The same part of another program.

--- Returns what an editor may know while it works on one part.
---
---@param job { program: Program, gradient: table?, mate: Program? }
---@param part string
---@param world { schema: Schema, facts: Facts }
---@return EditContext
function M.context(job, part, world)
  local context = {
    part = part:match("^%w+"),
    schema = world.schema,
    facts = world.facts,
    numbers = job.program.numbers,
    gradient = job.gradient or {},
  }
  local other = job.mate and job.mate.parts[part]
  if other then
    context.mate = { tree = assert(syntax.parse(other, part)), numbers = job.mate.numbers }
  end
  return context
end

local SOURCES = { "gradient", "neighbour", "random", "statistic" }

local function offers(arguments, source)
  for _, spec in ipairs(arguments) do
    if argument.offers(spec, source) then
      return true
    end
  end
  return #arguments == 0 and source == "random"
end

-- all places where an editor can work, with what it asks for there
local function moves_of(editor, tree, context)
  local moves = {}
  for i, site in ipairs(editor.sites(tree, context)) do
    moves[i] = { site = site, arguments = editor.arguments(tree, site, context) }
  end
  return moves
end

-- adds what one editor can do to a part, an option for each source of its arguments
local function add_options(options, editor, tree, context)
  local moves = moves_of(editor, tree, context)
  for _, source in ipairs(SOURCES) do
    local option = { editor = editor.name, source = source, moves = {} }
    for _, move in ipairs(moves) do
      if offers(move.arguments, source) then
        table.insert(option.moves, move)
      end
    end
    if #option.moves > 0 then
      options[#options + 1] = option
    end
  end
end

local function targets(editor, kind)
  for _, part in ipairs(editor.parts) do
    if part == kind then
      return true
    end
  end
  return false
end

---@class Option
---@field editor string
---@field source Source
---@field moves { site: Site, arguments: Argument[] }[]

--- Lists all that the program's editors can do to one of its parts.
---
---@param job { program: Program, gradient: table?, mate: Program? }
---@param part string
---@param world { schema: Schema, facts: Facts }
---@param load Load
---@return Option[]
function M.options(job, part, world, load)
  local tree = assert(syntax.parse(job.program.parts[part], part))
  local context, options = M.context(job, part, world), {}
  for _, name in ipairs(keys.sorted(job.program.parts)) do
    local short = name:match("^editors/(.+)$")
    local editor = short and parts.editor(job.program, short, load)
    if editor and targets(editor, context.part) then
      add_options(options, editor, tree, context)
    end
  end
  return options
end

return M
