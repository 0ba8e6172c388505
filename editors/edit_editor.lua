--- Rewrites another editor: a choice that it offers goes or comes first, a number in the code that
--- it writes moves, or it keeps to one function of an agent.

local landmark = require("hyla.landmark")
local places = require("hyla.place")
local syntax = require("hyla.syntax")

local M = { name = "edit_editor", parts = { "editors" } }

-- functions that agents have, to keep to one of
local FUNCTIONS = { "learn", "look", "model", "rate", "train" }

local RESTRICTION = [[
local unrestricted = M.sites

--- Lists the sites in one function of an agent only.
function M.sites(tree, context)
  local kept = {}
  for _, site in ipairs(unrestricted(tree, context)) do
    if (site.class or ""):match("^[%%w_]*") == "%s" then
      kept[#kept + 1] = site
    end
  end
  return kept
end]]

-- a decimal fraction in the text of a string; patterns and formats have none of that form
local FRACTION = "()%f[%w_.%%](%d+%.%d+)()%f[^%w_.]"

-- whether an entry of a table holds nothing that runs
local function is_plain(entry)
  if entry.kind == "Table" then
    for _, inner in ipairs(entry) do
      if not is_plain(inner.value or inner) then
        return false
      end
    end
    return true
  end
  return entry.kind == "String" or entry.kind == "Number" or entry.kind == "True"
end

-- whether a table is a list of choices, or texts by name: one of them may go
local function is_choice(node)
  local has_names = node[1] and node[1].kind == "NamedField"
  for _, entry in ipairs(node) do
    local is_named = entry.kind == "NamedField"
    local is_text = is_named and entry.value.kind == "String"
    if is_named ~= has_names or not (is_text or not is_named and is_plain(entry)) then
      return false, false
    end
  end
  return #node > 1, not has_names
end

-- adds a site for what is done to the node that was found
local function add(sites, tree, found, form)
  local site = places.site(tree, found)
  site.form, site.class = form, form .. " " .. site.class
  sites[#sites + 1] = site
  return site
end

local function add_choices(sites, tree)
  for _, found in ipairs(syntax.find(tree, "Table")) do
    local can_drop, can_lead = is_choice(found.node)
    if can_drop then
      add(sites, tree, found, "drop")
    end
    if can_drop and can_lead then
      add(sites, tree, found, "lead")
    end
  end
end

local function add_fractions(sites, tree)
  for _, found in ipairs(syntax.find(tree, "String")) do
    for first, digits in syntax.text(found.node):gmatch(FRACTION) do
      if tonumber(digits) > 0 then
        local site = add(sites, tree, found, "number")
        site.first, site.value = first, tonumber(digits)
      end
    end
  end
end

---@type fun(tree: table, context: EditContext): Site[]
function M.sites(tree)
  local sites = {}
  add_choices(sites, tree)
  add_fractions(sites, tree)
  local own = landmark.find_function(tree, "M.sites")
  local is_open = own and not landmark.mentions(tree, "local unrestricted = M.sites")
  local last = tree[#tree]
  if is_open and last.kind == "Return" and syntax.text(last) == "return M" then
    sites[#sites + 1] = { path = tostring(#tree), label = "M.sites", class = "keep", form = "keep" }
  end
  return sites
end

local function entries(node)
  local texts = {}
  for i, entry in ipairs(node) do
    texts[i] = syntax.text(entry)
  end
  return texts
end

local function entry_argument(tree, site)
  local values = {}
  for i = site.form == "lead" and 2 or 1, #syntax.at(tree, site.path) do
    values[#values + 1] = i
  end
  return { name = "entry", kind = "choice", values = values }
end

local FORMS = {
  drop = { argument = entry_argument },
  keep = {},
  lead = { argument = entry_argument },
  number = {},
}

function FORMS.number.argument(_, site)
  local value = site.value
  return { name = "value", kind = "number", value = value, low = value / 30, high = value * 30 }
end

function FORMS.keep.argument()
  return { name = "place", kind = "choice", values = FUNCTIONS }
end

-- a table with these entries, in the layout that it had
local function put_entries(tree, path, texts)
  local inner = table.concat(texts, ", ")
  if syntax.text(syntax.at(tree, path)):find("^{\n") then
    inner = ("\n  %s,\n"):format(table.concat(texts, ",\n  "))
  else
    inner = " " .. inner .. " "
  end
  return syntax.replace(tree, path, ("{%s}"):format(inner))
end

function FORMS.drop.apply(tree, site, arguments)
  local texts = entries(syntax.at(tree, site.path))
  table.remove(texts, arguments.entry)
  return put_entries(tree, site.path, texts)
end

function FORMS.lead.apply(tree, site, arguments)
  local texts = entries(syntax.at(tree, site.path))
  table.insert(texts, 1, table.remove(texts, arguments.entry))
  return put_entries(tree, site.path, texts)
end

function FORMS.number.apply(tree, site, arguments)
  local text = syntax.text(syntax.at(tree, site.path))
  local digits = text:match("^[%d.]+", site.first)
  local head, tail = text:sub(1, site.first - 1), text:sub(site.first + #digits)
  local moved = ("%.4g"):format(arguments.value)
  return syntax.replace(tree, site.path, head .. moved .. tail)
end

function FORMS.keep.apply(tree, site, arguments)
  return syntax.insert_before(tree, site.path, RESTRICTION:format(arguments.place))
end

---@type fun(tree: table, site: Site, context: EditContext): Argument[]
function M.arguments(tree, site)
  return { FORMS[site.form].argument(tree, site) }
end

---@type fun(tree: table, site: Site, arguments: table, context: EditContext): Change?, string?
function M.apply(tree, site, arguments)
  local changed, message = FORMS[site.form].apply(tree, site, arguments)
  return changed and { tree = changed }, message
end

return M
