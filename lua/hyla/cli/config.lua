--- hyla config: what may stand in the YAML files.

local explanations = require("hyla.explanation")
local output = require("hyla.cli.output")
local schemas = require("hyla.json_schema")
local term = require("hyla.term")

local M = {}

---@param parser table
function M.describe(parser)
  parser:argument("what", "What to print."):choices({ "explain", "schema" })
  parser:argument("key", "explain: a key or a section, all by default; schema: run or study.")
    :args("?")
  parser:option("--task", "Module of a task, whose options are told as well."):argname("MODULE")
  parser:flag("--json", "Print one JSON object.")
  parser:epilog([[
examples:
  hyla config explain search.budget      what it means, what it takes, what it is by default
  hyla config explain limits             all keys of a section
  hyla config explain                    all keys
  hyla config explain task.level --task examples.paper_review.task
  hyla config schema > hyla.schema.json  a JSON Schema, by which editors complete keys; then begin
                                         a file with # yaml-language-server: $schema=PATH
  hyla config schema study               the same for studies]])
end

local FILES = { run = "hyla run", study = "hyla study" }

local function lines_of(one)
  local default = one.default or (one.is_required and "none: it must be given" or "left out")
  return {
    { "", one.meaning },
    { "wants", one.wants },
    { "default", default },
    { "option", one.option },
    { "file", FILES[one.file] },
  }
end

local function print_keys(list)
  local paint = term.painter(1)
  for i, one in ipairs(list) do
    io.write(i > 1 and "\n" or "", paint("bold", one.key), "\n")
    for _, line in ipairs(lines_of(one)) do
      if line[2] then
        local name = line[1] == "" and "" or ("%-8s "):format(line[1])
        io.write("  ", name, line[2], "\n")
      end
    end
  end
end

local function explain(arguments, options)
  local all = explanations.all()
  for _, option in ipairs(options or {}) do
    all[#all + 1] = option
  end
  local list, message = all, nil
  if arguments.key then
    list, message = explanations.find(all, arguments.key)
  end
  if not list then
    return nil, message
  end
  if arguments.json then
    output.json({ keys = output.list(list) })
  else
    print_keys(list)
  end
  return 0
end

local function print_schema(arguments, options)
  local file = arguments.key or "run"
  if not FILES[file] then
    return nil, ("schema wants run or study, got %s"):format(file)
  end
  output.json(schemas[file](options))
  return 0
end

---@param arguments table
---@return integer? status
---@return string? message
function M.run(arguments)
  local options, message
  if arguments.task then
    options, message = explanations.options(arguments.task)
    if not options then
      return nil, "--task: " .. message
    end
  end
  return (arguments.what == "explain" and explain or print_schema)(arguments, options)
end

return M
