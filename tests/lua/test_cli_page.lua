--- docs/cli.md: every command, status and variable has its row, and objects have the fields it says

local check = require("tests.support.check")
local cli = require("hyla.cli")
local files = require("hyla.files")
local json = require("cjson")
local manual = require("hyla.cli.manual")
local program = require("tests.support.program")
local runs = require("tests.support.runs")

local PAGE = assert(files.read("docs/cli.md"))

local T = {}

-- the fields of a command's object, by name whether each may be missing; nil where none are listed
local function fields_of(command)
  local cell = PAGE:match("\n| `hyla " .. command .. "` | [^|]+ | ([^|]+) |\n")
  if not cell:find("^%[?`") then
    return nil
  end
  local fields = {}
  for open, name in cell:gsub(";.*", ""):gmatch("(%[?)`([%w_]+)`") do
    fields[name] = open == "[" and "optional" or "required"
  end
  return fields
end

function T.every_command_has_a_row_and_no_other()
  local known = {}
  for _, row in ipairs(cli.commands()) do
    known[row[1]] = true
    check.contains(PAGE, ("\n| `hyla %s` | "):format(row[1]))
  end
  for name in PAGE:gmatch("\n| `hyla (%l+)` | ") do
    check.truthy(known[name] or error(name .. " is no command"))
  end
end

function T.statuses_and_variables_are_those_of_the_manual()
  for _, row in ipairs(manual.STATUSES) do
    check.contains(PAGE, ("\n| %s | "):format(row[1]))
  end
  for _, row in ipairs(manual.VARIABLES) do
    check.contains(PAGE, ("\n| `%s` | "):format(row[1]))
  end
end

-- compares the object that some words print with what the page says of it
local function check_object(words)
  local result = program.hyla(words .. " --json")
  local fields = fields_of(words:match("^%l+"))
  local object = json.decode(result.out:match("([^\n]*)\n$"))
  for name in pairs(object) do
    check.truthy(fields[name] or error(("%s: the page lacks %s"):format(words, name)))
  end
  for name, need in pairs(fields) do
    check.truthy(need == "optional" or object[name] ~= nil or error(words .. " lacks " .. name))
  end
end

T.objects_have_the_fields_of_their_rows = runs.test(function(run, beside)
  for _, words in ipairs({
    "log " .. run,
    "diff " .. run .. " first best",
    ("checkout %s 2 %s"):format(run, beside),
    "report " .. run,
    "config explain search",
    "doctor",
    "version",
    "eval agents/cold.lua --task examples/tabular/linear.yaml",
    "bench tensor --only maml --rounds 1 --seconds 0.001",
  }) do
    check_object(words)
  end
end)

T.an_empty_list_is_a_list = runs.test(function(run)
  check.equal(program.hyla(("diff %s 1 1 --json"):format(run)).out, '{"changes":[]}\n')
  check.contains(program.hyla(("log %s -n 0 --json"):format(run)).out, '"entries":[]')
  check.contains(program.hyla(("show %s 1 --json"):format(run)).out, '"changes":[]')
end)

function T.mistakes_end_with_two_and_failures_with_one()
  check.equal(program.hyla("lgo").status, 2)
  check.equal(program.hyla("log /nowhere").status, 2)
  check.equal(program.hyla("-e 'error(1)'").status, 1)
end

return T
