--- Caches: what was made lately, by what it was made from.
--
-- Two generations: when the young one is full it becomes the old one, and what nobody asked for
-- since is dropped with the one before. So it holds between `size` and twice as many values.

local Cache = {}
Cache.__index = Cache

local M = {}

---@class Cache
---@field private size integer
---@field private count integer
---@field private young table
---@field private old table

--- Starts empty.
---
---@param size integer
---@return Cache
function M.new(size)
  return setmetatable({ size = size, count = 0, young = {}, old = {} }, Cache)
end

--- Keeps a value.
---
---@param key any    Not nil.
---@param value any  Not nil.
---@return any value
function Cache:put(key, value)
  if self.count >= self.size then
    self.old, self.young, self.count = self.young, {}, 0
  end
  self.count = self.count + 1
  self.young[key] = value
  return value
end

--- Returns what is kept under a key; nil when it is not there any more.
---
---@param key any
---@return any
function Cache:get(key)
  local value = self.young[key]
  if value ~= nil then
    return value
  end
  value = self.old[key]
  return value ~= nil and self:put(key, value) or value
end

return M
