--- Takes one statement over from the same function of another program, with what it needs.
--
-- It comes to stand beside the statement that it stands beside there.

local graft = require("hyla.graft")
local landmark = require("hyla.landmark")
local places = require("hyla.place")
local syntax = require("hyla.syntax")

local M = { name = "insert_statement", parts = { "agent", "policy", "editors" } }

local FIXED = { Break = true, Goto = true, Label = true, Return = true }

-- the paths of the statements below a function, by their text
local function statements_of(tree, path)
  local paths = {}
  for _, block in ipairs(syntax.find(tree, "Block", path)) do
    for index, statement in ipairs(block.node) do
      paths[statement.text] = paths[statement.text] or block.path .. "/" .. index
    end
  end
  return paths
end

-- where a statement of the mate's block belongs: beside the nearest that is known here, or at the
-- end of the function's body where it stands in that of its own
local function place_of(block, index, known, body)
  for above = index - 1, 1, -1 do
    local path = known[block[above].text]
    if path then
      return { path = path, side = "insert_after" }
    end
  end
  for below = index + 1, #block do
    local path = known[block[below].text]
    if path then
      return { path = path, side = "insert_before" }
    end
  end
  return body and { path = body, side = "append" }
end

local function add_sites(sites, known, other, mine, context)
  local mate, own_body = context.mate.tree, landmark.body(other)
  for _, found in ipairs(syntax.find(mate, "Block", other.path)) do
    local body = found.path == own_body and landmark.body(mine) or nil
    for index, statement in ipairs(found.node) do
      local is_new = not known[statement.text] and not FIXED[statement.kind]
      local place = is_new and place_of(found.node, index, known, body)
      if place then
        local path = found.path .. "/" .. index
        local site = places.site(mate, { path = path, node = statement })
        site.path, site.side, site.from = place.path, place.side, path
        sites[#sites + 1] = site
      end
    end
  end
end

---@type fun(tree: table, context: EditContext): Site[]
function M.sites(tree, context)
  local sites = {}
  for _, mine in ipairs(context.mate and syntax.functions(tree) or {}) do
    local other = landmark.find_function(context.mate.tree, mine.name)
    if other and syntax.text(other.node) ~= syntax.text(mine.node) then
      add_sites(sites, statements_of(tree, mine.path), other, mine, context)
    end
  end
  return sites
end

---@type fun(tree: table, site: Site, context: EditContext): Argument[]
function M.arguments()
  return {}
end

---@type fun(tree: table, site: Site, arguments: table, context: EditContext): Change?, string?
function M.apply(tree, site, _, context)
  local node = syntax.at(context.mate.tree, site.from)
  return graft.plant(tree, site.path, node, context, syntax[site.side])
end

return M
