--- Braille: curves drawn with the dots of Unicode's braille letters, two by four in each.

local M = {}

--- The bit of each dot, by its column and row in a letter.
local BITS = { { 0x01, 0x02, 0x04, 0x40 }, { 0x08, 0x10, 0x20, 0x80 } }

---@class DotGrid
---@field width integer In letters.
---@field height integer
---@field cells integer[][] Bits by row and column.
---@field owners integer[][] Which curve drew last in a letter.
local DotGrid = {}
DotGrid.__index = DotGrid

--- Makes an empty grid.
---
---@param width integer In letters.
---@param height integer
---@return DotGrid
function M.grid(width, height)
  local cells, owners = {}, {}
  for row = 1, height do
    cells[row], owners[row] = {}, {}
    for column = 1, width do
      cells[row][column] = 0
    end
  end
  return setmetatable({ width = width, height = height, cells = cells, owners = owners }, DotGrid)
end

--- Sets a dot; both count from 0 at the top left.
---
---@param x integer
---@param y integer
---@param owner integer
function DotGrid:dot(x, y, owner)
  local row, column = math.floor(y / 4) + 1, math.floor(x / 2) + 1
  local bit_of_dot = BITS[x % 2 + 1][y % 4 + 1]
  if self.cells[row] and self.cells[row][column] then
    self.cells[row][column] = bit.bor(self.cells[row][column], bit_of_dot)
    self.owners[row][column] = owner
  end
end

--- Sets the dots of a line.
---
---@param from integer[] x and y.
---@param to integer[]
---@param owner integer
function DotGrid:line(from, to, owner)
  local dx, dy = to[1] - from[1], to[2] - from[2]
  local steps = math.max(math.abs(dx), math.abs(dy), 1)
  for i = 0, steps do
    local x = math.floor(from[1] + dx * i / steps + 0.5)
    self:dot(x, math.floor(from[2] + dy * i / steps + 0.5), owner)
  end
end

--- Returns the letter of some bits in UTF-8; a star where a terminal has no braille.
local function letter(bits, is_unicode)
  if bits == 0 then
    return " "
  elseif not is_unicode then
    return "*"
  end
  return string.char(0xe2, 0xa0 + bit.rshift(bits, 6), 0x80 + bit.band(bits, 0x3f))
end

--- Returns the rows as texts.
---
---@param is_unicode boolean
---@param paint fun(owner: integer, text: string): string
---@return string[]
function DotGrid:rows(is_unicode, paint)
  local rows = {}
  for row = 1, self.height do
    local letters = {}
    for column = 1, self.width do
      local owner = self.owners[row][column]
      local text = letter(self.cells[row][column], is_unicode)
      letters[column] = owner and paint(owner, text) or text
    end
    rows[row] = table.concat(letters)
  end
  return rows
end

return M
