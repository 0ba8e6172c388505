--- Fails on a public function, in C or Lua, that no comment explains, and, in stubs and in what
--- tensors come with, on a parameter that no annotation names.

local lint = require("tests.support.lint")

--- Returns whether a line declares a function or an object. Types need no comment of their own: the
--- first comment of the header and the `///<` of the members explain them.
local function is_declaration(line)
  local word = line:match("^([%a_][%w_]*)")
  return word == "extern" or word and word ~= "typedef" and line:find("(", 1, true)
end

--- Returns the numbers of the declarations that no `///` comment explains, and the count of all.
-- A comment explains the lines below it up to a blank one.
local function bare_declarations(lines)
  local bare, count, is_explained = {}, 0, false
  for number, line in ipairs(lines) do
    if line == "" then
      is_explained = false
    elseif line:find("^///") then
      is_explained = true
    elseif is_declaration(line) then
      count = count + 1
      bare[#bare + 1] = not is_explained and number or nil
    end
  end
  return bare, count
end

--- A header's only declaration is explained by the header's first comment.
local function check_header(path, complain)
  local lines = lint.lines(path)
  if not (lines[1] or ""):find("^///") then
    complain(1, "wanted a first line `/// <Plural noun>: <one sentence>.`")
  end
  local bare, count = bare_declarations(lines)
  for _, number in ipairs(count > 1 and bare or {}) do
    complain(number, "wanted a /// comment above this declaration")
  end
end

--- Modules for users: editors of code show the annotations.
local ANNOTATED = {
  "^lua/meta/", "^lua/hyla/autodiff/", "^lua/hyla/nn/", "^lua/hyla/optim/", "^lua/hyla/nest%.",
  "^lua/hyla/npy%.", "^lua/hyla/safetensors%.", "^lua/hyla/schedule%.",
}

local function is_annotated(path)
  for _, pattern in ipairs(ANNOTATED) do
    if path:find(pattern) then
      return true
    end
  end
  return false
end

--- Returns the parameters that the comment above a line annotates; nil when a @type says all.
local function annotated_names(lines, number)
  local names = {}
  while lines[number - 1] and lines[number - 1]:find("^%-%-%-") do
    number = number - 1
    if lines[number]:find("^%-%-%-@type") then
      return nil
    end
    names[lines[number]:match("^%-%-%-@param ([%w_.]+)") or ""] = true
  end
  return names
end

local function check_annotations(path, complain)
  local lines = lint.lines(path)
  for number, line in ipairs(lines) do
    local name, parameters = line:match("^function [%w_]+[.:]([%w_]+)%((.-)%)")
    local names = name and annotated_names(lines, number)
    for parameter in (names and parameters or ""):gmatch("[%w_.]+") do
      if not names[parameter] and parameter:sub(1, 1) ~= "_" then
        complain(number, "wanted a @param for the %s of %s", parameter, name)
      end
    end
  end
end

--- A module's public functions are those of the table it returns, and methods.
local function check_module(path, complain)
  local lines = lint.lines(path)
  local returned = (lines[#lines] or ""):match("^return ([%w_]+)$")
  if not (lines[1] or ""):find("^%-%-%-") then
    complain(1, "wanted a first line `--- <Plural noun>: <one sentence>.`")
  end
  for number, line in ipairs(lines) do
    local owner, separator, name = line:match("^function ([%w_]+)([.:])([%w_]+)")
    local is_public = owner and (owner == returned or separator == ":")
    if is_public and not (lines[number - 1] or ""):find("^%-%-%-") then
      complain(number, "wanted a --- comment above %s%s%s", owner, separator, name)
    end
  end
end

local paths = lint.files(
  "^runtime/.*%.h$", "^kernels/.*%.cuh?$", "^kernels/.*%.h$", "^lua/.*%.lua$", "^agents/.*%.lua$",
  "^editors/.*%.lua$", "^examples/.*%.lua$", "^tests/support/.*%.lua$", "^tests/lint/.*%.lua$")

lint.run(paths, function(path, complain)
  if path:find("%.lua$") then
    check_module(path, complain)
    if is_annotated(path) then
      check_annotations(path, complain)
    end
  else
    check_header(path, complain)
  end
end)
