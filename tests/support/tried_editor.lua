--- Editors tried out: what one makes of a source at a site, and what the site asks for.

local syntax = require("hyla.syntax")

local M = {}

--- Returns what an editor may know, of a task without facts; fields of `given` come first.
---
---@param given? table
---@return EditContext
function M.context(given)
  given = given or {}
  return {
    part = given.part or "agent",
    schema = given.schema or { answers = { "no", "yes" }, fields = {} },
    facts = given.facts or { looks = {}, words = {}, keys = {}, measures = {} },
    numbers = given.numbers or {},
    gradient = given.gradient or {},
    mate = given.mate and { tree = assert(syntax.parse(given.mate)), numbers = given.owned or {} },
  }
end

--- Returns the sites of an editor in a source.
---
---@param name string
---@param source string
---@param given? table
---@return Site[]
function M.sites(name, source, given)
  return require("editors." .. name).sites(assert(syntax.parse(source)), M.context(given))
end

--- Returns the first site with a class or a label.
---
---@param name string
---@param source string
---@param word string
---@param given? table
---@return Site
function M.site(name, source, word, given)
  for _, site in ipairs(M.sites(name, source, given)) do
    if site.class == word or site.label == word then
      return site
    end
  end
  error(("%s has no site %s"):format(name, word), 2)
end

--- Returns what an editor asks for at a site, the first argument with that name.
---
---@param name string
---@param source string
---@param word string class or label of the site
---@param argument string
---@param given? table
---@return Argument
function M.argument(name, source, word, argument, given)
  local tree, context = assert(syntax.parse(source)), M.context(given)
  local site = M.site(name, source, word, given)
  for _, spec in ipairs(require("editors." .. name).arguments(tree, site, context)) do
    if spec.name == argument then
      return spec
    end
  end
  error(("%s asks for no %s"):format(name, argument), 2)
end

--- Applies an editor at a site; the result has to parse.
---
---@param name string
---@param source string
---@param word string class or label of the site
---@param values? table
---@param given? table
---@return string? source nil when the editor declined
---@return table numbers or why it declined
function M.apply(name, source, word, values, given)
  local tree, context = assert(syntax.parse(source)), M.context(given)
  local site = M.site(name, source, word, given)
  local change, message = require("editors." .. name).apply(tree, site, values or {}, context)
  if not change then
    return nil, message
  end
  local changed = syntax.print(change.tree)
  assert(syntax.parse(changed))
  return changed, change.numbers or {}
end

--- Runs a source with lifted numbers.
---
---@param source string
---@param numbers? table
---@return any ... what the chunk returns
function M.run(source, numbers)
  return assert(loadstring(source))(numbers or {})
end

return M
