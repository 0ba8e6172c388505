--- Walls: what the kernel puts between candidates and the machine, in words.
--
-- The names are those of `pool:walls()`. Seccomp is required unless somebody says `--unsafe`; the
-- others are raised where the system allows them.

local M = {}

--- All walls, the required one first.
M.ALL = {
  "seccomp",
  "landlock",
  "capabilities",
  "user",
  "pid",
  "net",
  "ipc",
  "mount",
  "uts",
  "cgroup",
}

--- Returns the names in one line.
---
---@param names string[]
---@return string
function M.line(names)
  return #names > 0 and table.concat(names, ", ") or "none"
end

--- Returns the walls that do not stand.
---
---@param standing string[]
---@return string[]
function M.missing(standing)
  local stands, missing = {}, {}
  for _, name in ipairs(standing) do
    stands[name] = true
  end
  for _, name in ipairs(M.ALL) do
    if not stands[name] then
      missing[#missing + 1] = name
    end
  end
  return missing
end

--- Returns what a user must know before candidates run, or nil when the required wall stands.
---
---@param standing string[]
---@return string?
function M.warning(standing)
  if M.missing(standing)[1] == M.ALL[1] then
    return "UNSAFE: no seccomp here; a candidate that breaks out of Lua is held by "
      .. M.line(standing)
  end
end

return M
