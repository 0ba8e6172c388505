--- Manifests: a program as one small text that names its sources by their digests.
--
-- Programs that share a part share its source, so what an edit did not touch costs nothing to keep.

local canonical = require("hyla.canonical")
local hash = require("hyla.hash")

---@class Program
---@field parts table<string, string> Lua source by part name.
---@field numbers table Parameters: plain data.
---@field memory? table What the program remembers: plain data.

local M = {}

--- Writes a program as a manifest.
---
---@param program Program
---@return string? text Canonical JSON; nil when the program is not plain data.
---@return string[]|string sources The sources it names, or the message.
function M.encode(program)
  local digests, sources = {}, {}
  for name, source in pairs(program.parts) do
    digests[name] = hash.hex(source)
    sources[#sources + 1] = source
  end
  local manifest = { parts = digests, numbers = program.numbers or {}, memory = program.memory }
  local text, message = canonical.encode(manifest, "program")
  if not text then
    return nil, message
  end
  return text, sources
end

--- Reads a program back.
---
---@param text string What `encode` wrote.
---@param find fun(digest: string): string?, string? Gives the source with a digest.
---@return Program?
---@return string? message
function M.decode(text, find)
  local program, message = canonical.decode(text)
  if not program then
    return nil, message
  end
  for name, digest in pairs(program.parts) do
    local source, why = find(digest)
    if not source then
      return nil, ("part %s: %s"):format(name, why)
    end
    program.parts[name] = source
  end
  return program
end

return M
