--- Widening: editors that let a model see more columns made of the first numbers of a case.

local landmark = require("hyla.landmark")

local M = {}

local FIT = [[
for i = 1, #rows do
  rows[i] = cross.%s(rows[i], %d)
end]]

local APPLY = "row = cross.%s(row, %d)"

--- The fewest and the most columns that are looked at.
local LEAST, MOST = 2, 12

--- Makes an editor that calls a function of hyla.kit.cross on each row, once the rows are divided
--- from their labels. An agent is widened once by each.
---
---@param name string  The editor's.
---@param made string  The function: `products` or `squares`.
---@return Editor
function M.editor(name, made)
  return {
    name = name,
    parts = { "agent" },

    sites = function(tree)
      local divided = not landmark.mentions(tree, "cross." .. made) and landmark.divided(tree)
      return divided and { { path = divided.path, label = "rows", class = "rows" } } or {}
    end,

    arguments = function(_, _, context)
      local looks = math.min(math.max(LEAST, #context.facts.looks), MOST)
      return {
        {
          name = "columns",
          kind = "number",
          value = 4,
          low = LEAST,
          high = MOST,
          whole = true,
          statistics = { looks = looks },
        },
      }
    end,

    apply = function(tree, _, arguments)
      local count = arguments.columns
      local fit, apply = FIT:format(made, count), APPLY:format(made, count)
      local changed, message = landmark.rewrite_rows(tree, fit, apply)
      return changed and { tree = changed }, message
    end,
  }
end

return M
