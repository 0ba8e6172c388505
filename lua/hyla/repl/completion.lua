--- Completions: what may stand where the cursor is.
--
-- Names come from tables as they are; nothing is called but `require`, for `hyla.` and a module's
-- name in front of the cursor.

local modules = require("hyla.repl.modules")
local scope = require("hyla.repl.scope")
local system = require("hyla.system")

---@class Completion
---@field word string What stands before the cursor already of the words.
---@field words string[] What may stand there, in order.
---@field ending string What follows once there is only one.

local M = {}

local KEYWORDS = {
  "and", "break", "do", "else", "elseif", "end", "false", "for", "function", "goto", "if", "in",
  "local", "nil", "not", "or", "repeat", "return", "then", "true", "until", "while",
}

--- Returns the words that begin with what was typed. Names that begin with an underscore are
--- private and wait to be asked for.
local function only(words, start)
  local list = {}
  for _, word in ipairs(words) do
    local is_private = word:sub(1, 1) == "_" and start == ""
    if word:sub(1, #start) == start and not is_private then
      list[#list + 1] = word
    end
  end
  return list
end

--- Completes one of some words.
---
---@param words string[] In order.
---@param start string
---@param ending? string
---@return Completion
function M.among(words, start, ending)
  return { word = start, words = only(words, start), ending = ending or "" }
end

local function file_names(folder)
  local list = system.list(folder) or {}
  local prefix = folder == "." and "" or folder:gsub("/?$", "/")
  for i, name in ipairs(list) do
    list[i] = name .. (system.kind(prefix .. name) == "directory" and "/" or "")
  end
  table.sort(list)
  return list
end

--- Completes the name of a file.
---
---@param path string
---@param ending? string
---@return Completion
function M.file(path, ending)
  local folder, start = path:match("^(.*/)([^/]*)$")
  local place = folder and folder:gsub("^~/", (os.getenv("HOME") or "~") .. "/")
  local result = M.among(file_names(place or "."), start or path)
  result.ending = #result.words == 1 and not result.words[1]:find("/$") and ending or ""
  return result
end

--- Completes the name of a module.
---
---@param name string
---@param ending? string
---@return Completion
function M.module(name, ending)
  local prefix, start = name:match("^(.*%.)([^.]*)$")
  local found = M.among(modules.below(prefix or ""), start or name, ending)
  local is_whole = #found.words == 1 and modules.exists((prefix or "") .. found.words[1])
  found.ending = is_whole and found.ending or ""
  return found
end

--- Returns only the names of functions: what may follow a colon.
local function methods(value)
  local list = {}
  for _, name in ipairs(scope.fields(value)) do
    if type(scope.field(value, name)) == "function" then
      list[#list + 1] = name
    end
  end
  return list
end

--- Completes a name such as `t.ze` or `x:res`.
---
---@param name string
---@return Completion
function M.name(name)
  local path, mark, start = name:match("^(.*)([.:])([%a_]?[%w_]*)$")
  if path then
    local value = scope.resolve(path)
    return M.among(mark == ":" and methods(value) or scope.fields(value), start)
  end
  local words = scope.fields(_G)
  for _, word in ipairs(KEYWORDS) do
    words[#words + 1] = word
  end
  table.sort(words)
  return M.among(words, name)
end

--- Returns the text since the quote that is open at the end, and the quote; nil outside of strings.
local function open_string(before)
  local quote, start
  local i = 1
  while i <= #before do
    local letter = before:sub(i, i)
    if quote and letter == "\\" then
      i = i + 1
    elseif letter == quote then
      quote = nil
    elseif not quote and (letter == '"' or letter == "'") then
      quote, start = letter, i + 1
    end
    i = i + 1
  end
  if quote then
    return before:sub(start), quote, before:sub(1, start - 2)
  end
end

--- Completes code.
---
---@param before string What stands before the cursor.
---@return Completion
function M.code(before)
  local text, quote, outside = open_string(before)
  if text then
    local is_module = outside:find("require%s*%(?%s*$")
    return (is_module and M.module or M.file)(text, quote)
  end
  local name = before:match("[%a_][%w_.:%[%]]*$") or ""
  local holder = before:sub(1, -#name - 1)
  if not holder:find("[.:]%s*$") or holder:find("%.%.%s*$") then
    return M.name(name)
  end
  -- behind a call nobody knows what is there; behind a string, what strings have
  local is_string = holder:find("[\"'%]]%)?:$")
  return M.among(is_string and methods("") or {}, name)
end

--- Returns the longest text that all words begin with.
local function common(words)
  local text = words[1]
  for _, word in ipairs(words) do
    while word:sub(1, #text) ~= text do
      text = text:sub(1, -2)
    end
  end
  return text
end

--- Returns what the words have in common behind what is there, and the words where nothing is to be
--- added.
---
---@param found Completion
---@return string? added
---@return string[]? shown
function M.extend(found)
  local words = found.words
  if #words == 0 then
    return nil
  elseif #words == 1 then
    return words[1]:sub(#found.word + 1) .. found.ending
  end
  local added = common(words):sub(#found.word + 1)
  return added, added == "" and words or nil
end

return M
