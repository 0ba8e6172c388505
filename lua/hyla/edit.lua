--- Edits: what was done to a program, as plain data that can be stored, shown and done again.

local canonical = require("hyla.canonical")
local keys = require("hyla.keys")
local term = require("hyla.term")

---@class Site
---@field path? string    Address in the part's tree.
---@field label string    What stands there, for people.
---@field number? string  The lifted number that is meant, where it is none in the tree.

---@class Edit
---@field editor string
---@field part string             "agent", "policy" or "editors/<name>".
---@field site Site
---@field source Source           Where the values of the arguments came from.
---@field arguments table<string, any>
---@field trace? table            What the policy needs to learn from the edit later.
---@field stand_ins? StandIn[]    Verbs at which a policy failed and the starting one stood in.

local M = {}

--- A longer label, such as a whole statement, is cut when it is told.
local LABEL_WIDTH = 40

local function value_text(value)
  if type(value) == "number" then
    return ("%.4g"):format(value)
  end
  if type(value) == "table" then
    return value.word or value.field or value.expression or "{…}"
  end
  return tostring(value)
end

--- Returns an edit as one line for people; a program's own editor may have chosen its words.
---
---@param edit Edit
---@return string
function M.describe(edit)
  local words = {}
  for _, name in ipairs(keys.sorted(edit.arguments)) do
    words[#words + 1] = ("%s %s"):format(name, value_text(edit.arguments[name]))
  end
  local label = edit.site.label
  if #label > LABEL_WIDTH then
    label = label:sub(1, LABEL_WIDTH - 3) .. "..."
  end
  local line = ("%s in %s at %s"):format(edit.editor, edit.part, label)
  if #words > 0 then
    line = ("%s (%s; %s)"):format(line, table.concat(words, ", "), edit.source)
  end
  return term.plain(line)
end

--- Returns one line on what the starting policy did in place of one that failed; nil for nothing.
---
---@param edit? Edit
---@return string?
function M.describe_stand_ins(edit)
  local texts = {}
  for i, stand_in in ipairs(edit and edit.stand_ins or {}) do
    texts[i] = ("%s (entry %d: %s)"):format(stand_in.verb, stand_in.entry, stand_in.outcome)
  end
  return texts[1] and "stood in for at " .. table.concat(texts, ", ")
end

local WANTED =
  { arguments = "table", editor = "string", part = "string", site = "table", source = "string" }

--- Checks that a proposal that came from a worker is an edit of this program.
---
---@param edit any
---@param program Program
---@return Edit? edit
---@return string? message
function M.check(edit, program)
  if type(edit) ~= "table" then
    return nil, ("a proposal wants to be a table, got a %s"):format(type(edit))
  end
  for name, kind in pairs(WANTED) do
    if type(edit[name]) ~= kind then
      return nil, ("an edit's %s wants to be a %s, got a %s"):format(name, kind, type(edit[name]))
    end
  end
  if not program.parts[edit.part] or not program.parts["editors/" .. edit.editor] then
    return nil, ("the program has no editor %s or no part %s"):format(edit.editor, edit.part)
  end
  edit.site.label = tostring(edit.site.label)
  local is_storable, message = canonical.encode(edit, "edit")
  return is_storable and edit, message
end

return M
