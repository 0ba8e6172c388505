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
---@field text string       Digests by part name, as canonical JSON.
---@field sources string[]

local M = {}

--- Kits by program, each worked out once.
---@type table<Program, Kit>
local kits = setmetatable({}, { __mode = "k" })

local function make_kit(program)
  local digests, sources = {}, {}
  for name, source in pairs(program.parts) do
    if name ~= "agent" then
      digests[name] = hash.hex(source)
      sources[#sources + 1] = source
    end
  end
  local text = assert(canonical.encode(digests, "parts"))
  return { digest = hash.hex(text), text = text, sources = sources }
end

local function kit_of(program)
  local kit = kits[program]
  if not kit then
    kit = make_kit(program)
    kits[program] = kit
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

--- Lets a program have the kit that is known of another, if it is the same.
---
---@param known Program
---@param program Program
function M.take_over(known, program)
  for name, source in pairs(program.parts) do
    if name ~= "agent" and source ~= known.parts[name] then
      return
    end
  end
  kits[program] = kits[known]
end

--- Writes a program as a manifest.
---
---@param program Program
---@return string? text Canonical JSON; nil when the program is not plain data.
---@return string[]|string blobs What it names, sources and the kit; or the message.
function M.encode(program)
  local kit, agent = kit_of(program), program.parts.agent
  local text, message = canonical.encode({
    agent = agent and hash.hex(agent),
    kit = kit.digest,
    numbers = program.numbers or {},
    memory = program.memory,
  }, "program")
  if not text then
    return nil, message
  end
  local blobs = { kit.text, agent }
  for _, source in ipairs(kit.sources) do
    blobs[#blobs + 1] = source
  end
  return text, blobs
end

-- the sources with some digests, by name
local function find_parts(digests, find)
  local parts = {}
  for name, digest in pairs(digests) do
    local source, why = find(digest)
    if not source then
      return nil, ("part %s: %s"):format(name, why)
    end
    parts[name] = source
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
  local kit, why = find(manifest.kit)
  if not kit then
    return nil, ("the kit: %s"):format(why)
  end
  local digests = assert(canonical.decode(kit))
  digests.agent = manifest.agent
  local parts, missing = find_parts(digests, find)
  if not parts then
    return nil, missing
  end
  return { parts = parts, numbers = manifest.numbers, memory = manifest.memory }
end

return M
