--- Memoirs: what a policy has learned and made of itself, as a file to begin other searches with.
--
-- A study keeps them in its folder `minds`, a finished run as `mind.json`. Parts that a memoir
-- brings were written by edits: whoever begins with them seats them in workers.

local canonical = require("hyla.canonical")
local files = require("hyla.files")
local hash = require("hyla.hash")
local keys = require("hyla.keys")
local players = require("hyla.player")
local system = require("hyla.system")

---@class Memoir
---@field phi table
---@field parts table<string, string|false> Those that differ from what it began with; false where
--- there is none any more.
---@field winners Winner[]
---@field charged number  Evaluations that were paid for it.
---@field digest string   Of the file.
---@field path string     As it was asked for.

local M = {}

--- The memoir of a run, in its folder.
M.NAME = "mind.json"

-- the file that a path means: itself, or that of a run
local function file_of(path)
  if system.kind(path) ~= "directory" then
    return path
  end
  local file = path .. "/" .. M.NAME
  if system.kind(file) then
    return file
  elseif system.kind(path .. "/archive.db") then
    return nil, ("%s: wanted a run that is finished: go on with it by --resume"):format(path)
  end
  return nil, ("%s: wanted a finished run, or a file of a study's minds/"):format(path)
end

local function are_parts(parts)
  for name, source in pairs(type(parts) == "table" and parts or { false }) do
    if type(name) ~= "string" or source and type(source) ~= "string" then
      return false
    end
  end
  return type(parts) == "table"
end

--- Reads the memoir of a finished run, given its folder, or a file of a study's minds.
---
---@param path string
---@return Memoir?
---@return string? message One line that names the path.
function M.read(path)
  local file, message = file_of(path)
  local text
  if file then
    text, message = files.read(file)
  end
  if not text then
    return nil, message
  end
  local memoir = canonical.decode(text)
  local is_table = type(memoir) == "table"
  if not (is_table and type(memoir.phi) == "table" and are_parts(memoir.parts)) then
    return nil, file .. ": wanted what a policy has learned, phi and parts, got another file"
  end
  memoir.charged = memoir.charged or tonumber(file:match("%-(%d+)%.json$")) or 0
  memoir.digest, memoir.path = hash.hex(text), path
  return memoir
end

--- Writes the memoir of a run into its folder.
---
---@param folder string
---@param memoir table
---@return boolean? ok
---@return string? message
function M.write(folder, memoir)
  local text, message = canonical.encode(memoir, "mind")
  if not text then
    return nil, message
  end
  return files.write(folder .. "/" .. M.NAME, text)
end

--- Returns which parts of a program differ from another's, the agents aside.
---
---@param program Program
---@param base Program
---@return table<string, string|false> parts As `programs.with` takes them.
function M.changes(program, base)
  local parts = {}
  for name, source in pairs(program.parts) do
    parts[name] = source ~= base.parts[name] and source or nil
  end
  for name in pairs(base.parts) do
    if not program.parts[name] then
      parts[name] = false
    end
  end
  parts.agent = nil
  return parts
end

-- what of a policy's phi a memoir lacks; nil where it goes on from there
local function lack(phi, learned)
  if next(phi) == nil and next(learned) ~= nil then
    return "the policy learns nothing that it could go on from"
  end
  for _, key in ipairs(keys.sorted(phi)) do
    if type(phi[key]) ~= type(learned[key]) then
      return ("learned by another policy: it has no %s, with which this one starts"):format(key)
    end
  end
end

--- Tells whether a program's policy can go on from a memoir: what was learned must have all that
--- the policy starts with.
---
---@param memoir Memoir
---@param program Program
---@param seed integer
---@return true? ok
---@return string? message
function M.check(memoir, program, seed)
  local player = players.new(program, players.load, {})
  local ok, phi = pcall(player.start, player, { seed = seed })
  if not ok then
    return nil, ("the policy cannot start: %s"):format(phi)
  end
  local message = lack(phi, memoir.phi)
  return not message or nil, message
end

return M
