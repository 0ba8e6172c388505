--- Printing: the values of a line, as wide as the terminal.

local inspect = require("hyla.inspect")
local term = require("hyla.term")

local M = {}

local ITEMS, DEPTH = 100, 4

--- Returns an entry of an archive as a line; nil for any other table.
local function card_of(value)
  local n, id = rawget(value, "n"), rawget(value, "id")
  local outcome, edit = rawget(value, "outcome"), rawget(value, "edit")
  if type(n) ~= "number" or type(id) ~= "string" or type(outcome) ~= "string" then
    return nil
  end
  local card = require("hyla.cli.card")
  local parent = rawget(value, "parent")
  return ("#%d %s %s score %s  %s%s"):format(
    n,
    card.short_id(id),
    outcome,
    card.score(rawget(value, "score")),
    card.edit(edit),
    parent and (" of #%d"):format(parent) or ""
  )
end

--- Returns values as a text, entries of an archive as a line: all in one line where they fit, else
--- each in lines of its own.
---
---@param values Values
---@param width integer
---@return string
function M.text(values, width)
  local texts, is_long, total = {}, false, 0
  for i = 1, values.n do
    local options = { width = width, items = ITEMS, depth = DEPTH, describe = card_of }
    texts[i] = inspect.show(values[i], options)
    total = total + #texts[i] + 8
    is_long = is_long or texts[i]:find("\n", 1, true)
  end
  local is_flat = not is_long and total <= math.max(width, 80) or values.n == 1
  return table.concat(texts, is_flat and "\t" or "\n")
end

--- Prints values.
---
---@param values Values
function M.print(values)
  print(M.text(values, term.columns(1)))
end

--- Returns words in columns, from top to bottom.
---
---@param words string[]
---@param width integer
---@param most integer How many at most; the rest is counted.
---@return string
function M.columns(words, width, most)
  local count, widest = math.min(#words, most), 0
  for i = 1, count do
    widest = math.max(widest, #words[i] + 2)
  end
  local across = math.max(1, math.floor(width / widest))
  local down = math.ceil(count / across)
  local lines = {}
  for row = 1, down do
    local cells = {}
    for i = row, count, down do
      cells[#cells + 1] = words[i] .. (" "):rep(widest - #words[i])
    end
    lines[row] = table.concat(cells):gsub("%s+$", "")
  end
  local left = #words - count
  lines[#lines + 1] = left > 0 and ("... %d more"):format(left) or nil
  return table.concat(lines, "\n")
end

return M
