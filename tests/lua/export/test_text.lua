--- lua/hyla/export/text.lua

local archives = require("hyla.archive")
local check = require("tests.support.check")
local json = require("cjson")
local runs = require("tests.support.runs")
local texts = require("hyla.export.text")

local T = {}

local function lines_of(folder, format)
  local lines = {}
  texts[format](assert(archives.open(folder, "read")), function(text)
    lines[#lines + 1] = text
  end)
  return lines
end

T.json_has_an_entry_a_line = runs.test(function(run)
  local lines = lines_of(run, "jsonl")
  check.equal(#lines, 4)
  for n, line in ipairs(lines) do
    check.truthy(line:find("^{[^\n]+}\n$"))
    local object = json.decode(line)
    check.equal(object.n, n)
    check.equal(object.schema, "hyla.entry/1")
  end
  check.equal(json.decode(lines[2]).edit.steps[1].editor, "mutate_constant")
end)

T.keys_are_in_the_same_order_in_every_line = runs.test(function(run)
  for _, line in ipairs(lines_of(run, "jsonl")) do
    local last = ""
    -- those of the entry itself, not of what lies in it
    for key in line:sub(2):gsub("%b{}", "{}"):gmatch('"([%w_]+)":') do
      check.truthy(key > last)
      last = key
    end
    check.equal(last, line:find('"score"', 1, true) and "score" or "schema")
  end
end)

T.a_table_has_a_line_for_every_entry = runs.test(function(run)
  local lines = lines_of(run, "csv")
  check.equal(#lines, 5)
  check.equal(lines[1], "n,id,parent,mate,editors,edit,outcome,message,score,best,gain,loss,"
    .. "cpu_seconds,peak_bytes,created\r\n")
  check.contains(lines[5], "4,d" .. ("0"):rep(3))
  check.contains(lines[5], ",2,3,crossover,crossover in agent at rate,ok,,0.4,0.5,-0.0")
  check.contains(lines[4], ",timeout,ran for 2.0 s,,0.5,,,0.25,2048,")
end)

return T
