--- lua/hyla/desk.lua

local check = require("tests.support.check")
local desks = require("hyla.desk")
local random = require("hyla.rng")
local keys = require("hyla.keys")
local syntax = require("hyla.syntax")

local world = { schema = { fields = {}, answers = { "no", "yes" } }, facts = {} }

-- editors of a list of numbers: one takes a number up or down, one turns it into a word, one gives
-- the list another number, one declines
local EDITORS = {
  move = {
    name = "move",
    parts = { "agent", "policy" },
    sites = function(tree)
      local sites = {}
      for i, found in ipairs(syntax.find(tree, "Number")) do
        local class = i == 1 and "first" or "later"
        sites[i] = { path = found.path, label = "a number", class = class }
        sites[i].value = found.node.value
      end
      return sites
    end,
    arguments = function(_, site)
      return { { name = "value", kind = "number", value = site.value, low = 0.1, high = 100 } }
    end,
    apply = function(tree, site, arguments)
      return { tree = syntax.replace(tree, site.path, tostring(arguments.value)) }
    end,
  },
  name = {
    name = "name",
    parts = { "agent" },
    sites = function(tree)
      return { { path = syntax.find(tree, "Return")[1].path, label = "the list" } }
    end,
    arguments = function()
      return {
        { name = "word", kind = "choice", values = { "one", "two" } },
        { name = "weight", kind = "number", low = 1, high = 2 },
      }
    end,
    apply = function(tree, site, arguments)
      local named = syntax.replace(tree, site.path, ("return %q"):format(arguments.word))
      return { tree = named, numbers = { weight = arguments.weight, n1 = false } }
    end,
  },
  decline = {
    name = "decline",
    parts = { "agent" },
    sites = function()
      return { { label = "anywhere" } }
    end,
    arguments = function()
      return {}
    end,
    apply = function()
      return nil, "not today"
    end,
  },
}

local function open(about)
  about = about or {}
  local parts = { agent = "return { 1.5, 2.5, 3.5 }", policy = "return 4.5" }
  for name in pairs(EDITORS) do
    parts["editors/" .. name] = ""
  end
  about.program, about.world = { parts = parts, numbers = { n1 = 7 } }, world
  about.parse, about.names = syntax.parse, keys.sorted(EDITORS)
  function about.editors(name)
    return EDITORS[name]
  end
  return desks.open(about)
end

local function names_of(options)
  local names = {}
  for i, option in ipairs(options) do
    names[i] = option.name
  end
  return table.concat(names, "; ")
end

local function option_of(desk, part, name)
  for _, option in ipairs(desk:options(part)) do
    if option.name == name then
      return option
    end
  end
end

local function step_of(desk, name)
  return (desk:step("agent", option_of(desk, "agent", name), random.new(1)))
end

local T = {}

function T.an_option_is_an_editor_a_class_of_site_and_a_source()
  check.equal(
    names_of(open():options("agent")),
    "decline; move@first random; move@first up; move@first down; move@later random; "
      .. "move@later up; move@later down; name =one,random; name =two,random"
  )
  check.equal(#option_of(open(), "agent", "move@later up").moves, 2)
end

function T.only_editors_of_that_kind_of_part_have_a_say()
  local names = "move@first random; move@first up; move@first down"
  check.equal(names_of(open():options("policy")), names)
  check.equal(names_of(open():options("editors/name")), "")
end

function T.a_step_says_what_was_done_where_and_why()
  local step = step_of(open(), "name =two,random")
  check.equal(step.editor .. " " .. step.part .. " " .. step.site.label, "name agent the list")
  check.equal(step.arguments.word, "two")
  check.equal(step.source, "=two,random")
  check.equal(step.action, "name =two,random")
end

function T.a_step_gives_another_desk_and_leaves_the_first()
  local desk = open()
  local after = assert(desk:after(step_of(desk, "name =one,random")))
  check.equal(after:change().parts.agent, 'return "one"')
  check.equal(after:change().parts.policy, nil)
  check.equal(after:change().numbers.n1, false)
  check.truthy(after:change().numbers.weight >= 1)
  check.equal(next(desk:change().parts), nil)
  check.equal(next(desk:change().numbers), nil)
end

function T.a_chain_goes_on_from_what_its_steps_have_made()
  local desk = open()
  local steps = { step_of(desk, "move@first up") }
  local after = assert(desk:after(steps[1]))
  steps[2] = step_of(after, "move@first down")
  local last = assert(desk:after_all({ steps = steps }))
  check.equal(last, desk:after(steps[1]):after(steps[2]))
  check.contains(last:change().parts.agent, ", 2.5, 3.5 }")
end

function T.an_editor_may_decline()
  local desk = open()
  local after, message = desk:after(step_of(desk, "decline"))
  check.equal(after, nil)
  check.equal(message, "not today")
  check.equal(desk:after_all({ steps = { step_of(desk, "decline") } }), nil)
end

function T.a_mate_is_shown_by_the_same_part()
  local desk = open({ mate = { parts = { agent = "return 1" }, numbers = { n1 = 3 } } })
  check.equal(desk:context("agent").mate.numbers.n1, 3)
  check.equal(desk:context("policy").mate, nil)
end

function T.another_mate_makes_those_list_again_who_look_at_it()
  local listed = { alone = 0, looking = 0 }
  local function editor(name, label_of)
    local function sites(_, context)
      listed[name] = listed[name] + 1
      return { { label = "a place", class = label_of(context) } }
    end
    local function arguments()
      return {}
    end
    return { name = name, parts = { "agent" }, sites = sites, arguments = arguments }
  end
  local editors = {
    alone = editor("alone", function() return "" end),
    looking = editor("looking", function(context)
      return context.mate and context.mate.tree.text or "nobody"
    end),
  }
  local desk = desks.open({
    program = { parts = { agent = "return 0", ["editors/alone"] = "", ["editors/looking"] = "" } },
    world = world,
    parse = syntax.parse,
    names = keys.sorted(editors),
    editors = function(name) return editors[name] end,
  })
  check.equal(desk:options("agent")[2].class, "nobody")
  for _, source in ipairs({ "return 1", "return 2" }) do
    local beside = desk:beside({ parts = { agent = source }, numbers = {} })
    check.equal(beside:options("agent")[1].name, "alone")
    check.equal(beside:options("agent")[2].class, source)
  end
  check.equal(listed.alone, 1)
  check.equal(listed.looking, 3)
end

function T.what_was_measured_on_the_parent_is_there_for_editors()
  local context = open({ gradient = { n1 = 2 }, run = { score = 0.5 } }):context("agent")
  check.equal(context.gradient.n1, 2)
  check.equal(context.run.score, 0.5)
  check.equal(context.numbers.n1, 7)
  check.equal(context.part, "agent")
end

return T
