---@meta hyla.rng

--- Random numbers: Philox 4x32-10, named by (seed, stream, index).
--
-- A draw is a pure function of the three, so any draw can be repeated anywhere.
local M = {}

--- A place in a stream; each draw moves it on.
---@class hyla.Rng
local Rng = {}

--- Returns the first stream of a seed, at its first draw.
---
---@param seed integer From 0 to 2^53 - 1.
---@return hyla.Rng rng
function M.new(seed) end

--- Returns the stream that belongs to a name, at its first draw. The parent does not move.
---
---@param name string|number
---@return hyla.Rng rng
function Rng:split(name) end

--- Draws uniformly from [low, high), by default [0, 1).
---
---@param low? number
---@param high? number
---@return number
function Rng:uniform(low, high) end

--- Draws from the standard normal distribution.
---
---@return number
function Rng:normal() end

--- Draws uniformly from 1 .. count.
---
---@param count integer At least 1.
---@return integer
function Rng:integer(count) end

return M
