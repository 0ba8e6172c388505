--- Manifests: a program as one small text that names its sources by their digests.
--
-- Sources that programs share are kept once. What most edits leave as it is, everything but the
-- agent, is named together: the kit, a text of its own. So an edit of the agent costs an archive
-- its new source and a few words.

local canonical = require("hyla.canonical")
local hash = require("hyla.hash")

---@class Program
---@field parts table<string, string> Lua source by part name.
---@field numbers table Parameters: plain data.
---@field memory? table What the program remembers: plain data.

---@class Kit
---@field digest string
---@field text string                   Digests by part name, as canonical JSON.
---@field parts table<string, string>   Sources by part name.

---@class Manifest
---@field text string
---@field digest string

local M = {}

--- Kits and manifests by program, each worked out once: programs are never changed.
---@type table<Program, Kit>
local kits = setmetatable({}, { __mode = "k" })
---@type table<Program, Manifest>
local manifests = setmetatable({}, { __mode = "k" })

--- Kits by digest, as long as there is a program that has them.
---@type table<string, Kit>
local by_digest = setmetatable({}, { __mode = "v" })

local function make_kit(program)
  local digests, parts = {}, {}
  for name, source in pairs(program.parts) do
    if name ~= "agent" then
      digests[name], parts[name] = hash.hex(source), source
    end
  end
  local text = assert(canonical.encode(digests, "parts"))
  return { digest = hash.hex(text), text = text, parts = parts }
end

local function kit_of(program)
  local kit = kits[program]
  if not kit then
    kit = make_kit(program)
    kit = by_digest[kit.digest] or kit
    kits[program], by_digest[kit.digest] = kit, kit
  end
  return kit
end

--- Returns the digest of a program's kit.
---
---@param program Program
---@return string digest 64 hexadecimal digits
function M.kit(program)
  return kit_of(program).digest
end

--- Lets a program have the kit that is known of another, from which only its agent differs.
---
---@param known Program
---@param program Program
function M.take_over(known, program)
  kits[program] = kits[known]
end

local function write(program)
  local agent = program.parts.agent
  local text, message = canonical.encode({
    agent = agent and hash.hex(agent),
    kit = kit_of(program).digest,
    numbers = program.numbers or {},
    memory = program.memory,
  }, "program")
  return text and { text = text, digest = hash.hex(text) }, message
end

local function manifest_of(program)
  local manifest, message = manifests[program], nil
  if not manifest then
    manifest, message = write(program)
    manifests[program] = manifest
  end
  return manifest, message
end

--- Returns the digest of a program's manifest.
---
---@param program Program
---@return string? digest 64 hexadecimal digits; nil when the program is not plain data.
---@return string? message
function M.digest(program)
  local manifest, message = manifest_of(program)
  return manifest and manifest.digest, message
end

--- Writes a program as a manifest.
---
---@param program Program
---@param kept? table<string, any> By the digests of kits that need not be written again.
---@return string? text Canonical JSON; nil when the program is not plain data.
---@return string[]|string blobs What it names, sources and the kit; or the message.
function M.encode(program, kept)
  local manifest, message = manifest_of(program)
  if not manifest then
    return nil, message
  end
  local kit, blobs = kit_of(program), { program.parts.agent }
  if not (kept and kept[kit.digest]) then
    blobs[#blobs + 1] = kit.text
    for _, source in pairs(kit.parts) do
      blobs[#blobs + 1] = source
    end
  end
  return manifest.text, blobs
end

-- the sources of a kit, from where they are kept
local function read_kit(digest, find)
  local text, message = find(digest)
  if not text then
    return nil, ("the kit: %s"):format(message)
  end
  local parts = {}
  for name, part_digest in pairs(canonical.decode(text)) do
    parts[name], message = find(part_digest)
    if not parts[name] then
      return nil, ("part %s: %s"):format(name, message)
    end
  end
  return { digest = digest, text = text, parts = parts }
end

-- the parts of a program: those of its kit and its agent
local function parts_of(kit, digest, find)
  local parts = {}
  for name, source in pairs(kit.parts) do
    parts[name] = source
  end
  if digest then
    local message
    parts.agent, message = find(digest)
    if not parts.agent then
      return nil, ("part agent: %s"):format(message)
    end
  end
  return parts
end

--- Reads a program back.
---
---@param text string What `encode` wrote.
---@param find fun(digest: string): string?, string? Gives the blob with a digest.
---@return Program?
---@return string? message
function M.decode(text, find)
  local manifest, message = canonical.decode(text)
  if not manifest then
    return nil, message
  end
  local kit = by_digest[manifest.kit]
  if not kit then
    kit, message = read_kit(manifest.kit, find)
    if not kit then
      return nil, message
    end
    by_digest[manifest.kit] = kit
  end
  local parts
  parts, message = parts_of(kit, manifest.agent, find)
  if not parts then
    return nil, message
  end
  local program = { parts = parts, numbers = manifest.numbers, memory = manifest.memory }
  kits[program] = kit
  return program
end

return M
