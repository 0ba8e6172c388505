--- Rewrites the policy by its formulas: a term goes, a term gets a weight, another function that
--- takes as many arguments is asked in the place of one, parents are picked by another rule, or a
--- switch is thrown.

local keys = require("hyla.keys")
local parents = require("hyla.parents")
local places = require("hyla.place")
local syntax = require("hyla.syntax")

local M = { name = "edit_policy", parts = { "policy" } }

-- the operands that may stand for the whole operation
local KEPT = {
  ["+"] = { "left", "right" },
  ["-"] = { "left" },
  ["*"] = { "left", "right" },
  ["/"] = { "left" },
  ["^"] = { "left" },
}

local SUM = { ["+"] = true, ["-"] = true }

local function is_counting(node)
  return node.kind == "Number" and node.value % 1 == 0
end

-- adds a site for what is done to the node that was found
local function add(sites, tree, found, form)
  local site = places.site(tree, found)
  site.form, site.class = form, form .. " " .. site.class
  sites[#sites + 1] = site
end

local function add_terms(sites, tree)
  for _, found in ipairs(syntax.find(tree, "Binary")) do
    local node = found.node
    if KEPT[node.operator] and not is_counting(node.right) then
      add(sites, tree, found, "drop")
      if SUM[node.operator] then
        add(sites, tree, found, "weigh")
      end
    end
  end
end

-- the names of the local functions by how many arguments they take
local function functions_of(tree)
  local by_count, count_of = {}, {}
  for _, found in ipairs(syntax.functions(tree)) do
    if found.node.kind == "LocalFunction" then
      local count = #found.node.parameters
      by_count[count] = by_count[count] or {}
      table.insert(by_count[count], found.name)
      count_of[found.name] = count
    end
  end
  return by_count, count_of
end

local function add_calls(sites, tree)
  local by_count, count_of = functions_of(tree)
  for _, found in ipairs(syntax.find(tree, "Call")) do
    local count = count_of[syntax.text(found.node.callee)]
    if count and #by_count[count] > 1 then
      add(sites, tree, found, "swap")
    end
  end
end

local function add_rules(sites, tree)
  for _, found in ipairs(syntax.find(tree, "String")) do
    if parents.RULES[found.node.value] then
      add(sites, tree, found, "rule")
    end
  end
end

-- locals that begin as true or false
local function add_switches(sites, tree)
  for _, kind in ipairs({ "False", "True" }) do
    for _, found in ipairs(syntax.find(tree, kind)) do
      local values, at = syntax.parent(tree, found.path)
      if values.kind == "Expressions" and syntax.parent(tree, at).kind == "Local" then
        add(sites, tree, found, "flip")
      end
    end
  end
end

---@type fun(tree: table, context: EditContext): Site[]
function M.sites(tree)
  local sites = {}
  add_terms(sites, tree)
  add_calls(sites, tree)
  add_rules(sites, tree)
  add_switches(sites, tree)
  return sites
end

local FORMS = { drop = {}, flip = {}, rule = {}, swap = {}, weigh = {} }

-- those of a list of names that are not the present one
local function others(names, present)
  local values = {}
  for _, name in ipairs(names) do
    if name ~= present then
      values[#values + 1] = name
    end
  end
  return values
end

function FORMS.drop.argument(tree, site)
  local values = KEPT[syntax.at(tree, site.path).operator]
  return { name = "keep", kind = "choice", values = values }
end

function FORMS.drop.apply(tree, site, arguments)
  local node = syntax.at(tree, site.path)
  return syntax.replace(tree, site.path, syntax.text(node[arguments.keep]))
end

function FORMS.weigh.argument()
  return { name = "weight", kind = "number", value = 1, low = 0.1, high = 10 }
end

function FORMS.weigh.apply(tree, site, arguments)
  local right = syntax.at(tree, site.path).right
  local text = ("%.4g * (%s)"):format(arguments.weight, syntax.text(right))
  return syntax.replace(tree, site.path .. "/2", text)
end

function FORMS.swap.argument(tree, site)
  local by_count, count_of = functions_of(tree)
  local own = syntax.text(syntax.at(tree, site.path).callee)
  return { name = "ask", kind = "choice", values = others(by_count[count_of[own]], own) }
end

function FORMS.swap.apply(tree, site, arguments)
  return syntax.replace(tree, site.path .. "/1", arguments.ask)
end

function FORMS.rule.argument(tree, site)
  local values = others(keys.sorted(parents.RULES), syntax.at(tree, site.path).value)
  return { name = "rule", kind = "choice", values = values }
end

function FORMS.rule.apply(tree, site, arguments)
  return syntax.replace(tree, site.path, ("%q"):format(arguments.rule))
end

function FORMS.flip.argument(tree, site)
  local values = others({ "false", "true" }, syntax.text(syntax.at(tree, site.path)))
  return { name = "to", kind = "choice", values = values }
end

function FORMS.flip.apply(tree, site, arguments)
  return syntax.replace(tree, site.path, arguments.to)
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
