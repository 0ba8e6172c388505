--- lua/hyla/entry.lua

local check = require("tests.support.check")
local entries = require("hyla.entry")
local hash = require("hyla.hash")

local T = {}

local function entry(changes)
  local made = { n = 1, id = "a", outcome = "ok", program = { parts = { agent = "x" } } }
  for field, value in pairs(changes or {}) do
    made[field] = value
  end
  return made
end

function T.a_row_names_the_texts_that_come_with_it()
  local row, texts = entries.to_row(entry({ report = { 1 }, policy = "p" }))
  check.equal(row.program, hash.hex(texts.program))
  check.equal(row.report, hash.hex(texts.report))
  check.equal(row.policy, hash.hex(texts[#texts]))
  check.equal(texts.report, "[1]")
  check.equal(#texts, 3)
end

function T.a_row_without_a_report_names_none()
  local row, texts = entries.to_row(entry())
  check.equal(row.report, nil)
  check.equal(texts.report, nil)
end

function T.what_is_left_out_of_a_row_has_a_value()
  local row = entries.to_row(entry())
  check.equal(row.cpu_seconds, 0)
  check.equal(row.peak_bytes, 0)
  check.truthy(row.created > 0)
end

function T.an_edit_comes_back_from_a_row()
  local row = entries.to_row(entry({ edit = { editor = "widen" } }))
  check.equal(row.edit, '{"editor":"widen"}')
  check.equal(entries.of_row(row).edit.editor, "widen")
end

function T.what_is_no_plain_data_is_named()
  local row, message = entries.to_row(entry({ report = { f = print } }))
  check.equal(row, nil)
  check.equal(message, "report.f: a function has no place in JSON")
  row, message = entries.to_row(entry({ score = 1 / 0 }))
  check.equal(row, nil)
  check.equal(message, "entry.score: inf has no place in JSON")
end

function T.the_text_of_an_entry_holds_no_times()
  local one = entries.text({ n = 1, outcome = "ok", created = 1, cpu_seconds = 1, peak_bytes = 1 })
  check.equal(one, '{"n":1,"outcome":"ok"}')
end

return T
