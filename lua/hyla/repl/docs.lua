--- Documentation: what the comments in the sources say about a name.
--
-- A function of Lua is told of by the comment above it in its file, one of C by that in lua/meta,
-- a module by the comment at the top of its file.

local files = require("hyla.files")
local scope = require("hyla.repl.scope")
local system = require("hyla.system")

---@class Doc
---@field title string
---@field lines string[] What the comment says.
---@field place? string "file.lua:12"

local M = {}

local STUBS = debug.getinfo(1, "S").source:match("^@(.*/)hyla/repl/[^/]*$") .. "meta/"

--- Returns the lines of the comment that ends above a line, without its dashes.
local function comment_above(lines, number)
  local first = number
  while first > 1 and (lines[first - 1] or ""):find("^%s*%-%-") do
    first = first - 1
  end
  local comment = {}
  for i = first, number - 1 do
    comment[#comment + 1] = lines[i]:match("^%s*%-%-+%s?(.*)$")
  end
  return comment
end

--- Returns the comment that begins a file, without its dashes.
local function comment_at_top(lines)
  local comment = {}
  for _, line in ipairs(lines) do
    local text = line:match("^%-%-+%s?(.*)$")
    local is_meta = line:find("^%-%-%-@meta") or line == "" and #comment == 0
    if not text and not is_meta or text and text:find("^@class") then
      break
    elseif not is_meta then
      comment[#comment + 1] = text
    end
  end
  return comment
end

local function is_blank(lines)
  return not lines[1] or not table.concat(lines):find("%S")
end

--- Returns an annotation in words.
local function in_words(line)
  local name, rest = line:match("^@param%s+(%S+)%s+(.*)$")
  if name then
    return ("  %s: %s"):format(name, rest)
  end
  local kind, text = line:match("^@(%a+)%s+(.*)$")
  if kind == "return" then
    return "  -> " .. text
  elseif kind == "overload" then
    return "  or " .. text
  end
  return kind and ("  %s %s"):format(kind, text) or line
end

local function readable(comment)
  local lines = {}
  for _, line in ipairs(comment) do
    local text = in_words(line)
    -- one blank line after another says nothing
    if text:find("%S") or (lines[#lines] or ""):find("%S") then
      lines[#lines + 1] = text
    end
  end
  if lines[#lines] == "" then
    lines[#lines] = nil
  end
  return lines
end

--- Returns what a line declares, without the word `function`.
local function signature(line, name)
  local arguments = (line or ""):match("function%s*[%w_.:]*%s*(%b())")
  return arguments and name .. arguments or name
end

local function of_lua(name, info, sources)
  local lines = sources:lines(info.source)
  if not lines then
    return nil
  end
  return {
    title = signature(lines[info.linedefined], name),
    lines = readable(comment_above(lines, info.linedefined)),
    place = ("%s:%d"):format(info.short_src, info.linedefined),
  }
end

--- Returns the C module and the field under which it has a function.
local function owner_of(call)
  for module, value in pairs(package.loaded) do
    if type(value) == "table" and module:find("^hyla%.") and package.preload[module] then
      for field, other in next, value do
        if other == call then
          return module, field
        end
      end
    end
  end
end

--- Returns the paths of the stubs that may tell of a function: its module's, or all.
local function stub_paths(module)
  local noun = module and module:match("([^.]+)$") or ""
  local paths = {}
  for _, file in ipairs(system.list(STUBS) or {}) do
    paths[#paths + 1] = file:sub(1, #noun) == noun and STUBS .. file or nil
  end
  table.sort(paths)
  return paths
end

--- Returns the lines of a stub and the number of the one that declares a function in it.
local function declaration(path, field)
  local lines = {}
  for line in ((files.read(path) or "") .. "\n"):gmatch("([^\n]*)\n") do
    lines[#lines + 1] = line
  end
  for number, line in ipairs(lines) do
    if line:match("^function [%w_]+[.:]([%w_]+)") == field then
      return lines, number
    end
  end
end

local function of_c(name, call)
  local module, field = owner_of(call)
  field = field or name:match("([%w_]+)$")
  for _, path in ipairs(stub_paths(module)) do
    local lines, number = declaration(path, field)
    if lines then
      return {
        title = signature(lines[number], name),
        lines = readable(comment_above(lines, number)),
        place = ("%s:%d"):format(path:match("lua/meta/.*$"), number),
      }
    end
  end
  return { title = name, lines = { "a function of Lua's own: see the manual of Lua 5.1" } }
end

local function module_named(value)
  for name, module in pairs(package.loaded) do
    if module == value and name ~= "_G" then
      return name
    end
  end
end

--- Returns the path of the file that documents a module.
local function module_path(name)
  if package.preload[name] then
    return STUBS .. name:gsub("^hyla%.", ""):gsub("%.", "/") .. ".lua"
  end
  return package.searchpath(name, package.path)
end

--- Returns a text as lines of at most 98 columns.
local function wrap(text)
  local lines, line = {}, ""
  for word in text:gmatch("%S+") do
    if #line + 1 + #word > 98 then
      lines[#lines + 1], line = line, ""
    end
    line = line == "" and word or line .. " " .. word
  end
  lines[#lines + 1] = line
  return lines
end

local function of_module(name, value, sources)
  local path = module_path(name)
  local lines = path and sources:lines("@" .. path)
  if not lines then
    return nil
  end
  local comment = readable(comment_at_top(lines))
  comment[#comment + 1] = ""
  for _, line in ipairs(wrap("has " .. table.concat(scope.fields(value), ", "))) do
    comment[#comment + 1] = line
  end
  return { title = name, lines = comment, place = path }
end

local function of_value(name, value)
  local text = require("hyla.inspect").show(value, { depth = 1, items = 8 })
  return { title = name, lines = { type(value) .. ": " .. text } }
end

local function of_function(name, call, sources)
  local info = debug.getinfo(call, "S")
  return info.what == "C" and of_c(name, call) or of_lua(name, info, sources)
end

local function complain(name, holder)
  local last = name:match("[%w_]+$") or name
  local hint = require("hyla.nearest").hint(last, scope.fields(holder or _G))
  return nil, ("no '%s'%s"):format(name, hint)
end

--- Returns what is known of a name.
---
---@param name string Such as `t.zeros`, `x:reshape`, `hyla.evolve`.
---@param sources Sources
---@return Doc?
---@return string? message
function M.find(name, sources)
  local value, holder = scope.resolve(name)
  if value == nil then
    return complain(name, holder)
  elseif type(value) == "function" then
    return of_function(name, value, sources) or of_value(name, value)
  end
  local module = type(value) == "table" and module_named(value)
  return module and of_module(module, value, sources) or of_value(name, value)
end

--- Writes documentation as a text.
---
---@param doc Doc
---@return string
function M.text(doc)
  local lines = { doc.title }
  for _, line in ipairs(is_blank(doc.lines) and { "no comment above it" } or doc.lines) do
    lines[#lines + 1] = line == "" and "" or "  " .. line
  end
  lines[#lines + 1] = doc.place and "  at " .. doc.place or nil
  return table.concat(lines, "\n")
end

--- Returns the source of a function.
---
---@param name string
---@param sources Sources
---@return string?
---@return string? message
function M.source(name, sources)
  local value = scope.resolve(name)
  if type(value) ~= "function" then
    return nil, ("wanted the name of a function, got '%s'"):format(name)
  end
  local info = debug.getinfo(value, "S")
  local lines = info.what ~= "C" and sources:lines(info.source)
  if not lines then
    return nil, ("'%s' is written in C"):format(name)
  end
  local shown = {}
  for number = info.linedefined, info.lastlinedefined do
    shown[#shown + 1] = ("%4d | %s"):format(number, lines[number] or "")
  end
  return ("%s:%d\n%s"):format(info.short_src, info.linedefined, table.concat(shown, "\n"))
end

return M
