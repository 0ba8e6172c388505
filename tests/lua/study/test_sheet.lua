--- lua/hyla/study/sheet.lua

local check = require("tests.support.check")
local sheets = require("hyla.study.sheet")

local T = {}

local SHEET = {
  name = "scores",
  title = "Scores | all",
  note = "A note.",
  columns = { { title = "method", align = "left" }, { title = "imp" } },
  rows = { { "a_b <i>", "+0.1 [0, 1]" }, { "gr\195\188n", "7" } },
  strong = { [2] = true },
}

function T.lines_are_aligned_by_characters()
  local lines = sheets.lines(SHEET)
  check.equal(lines[1], "Scores | all")
  check.equal(lines[2], "method           imp")
  check.equal(lines[3], "a_b <i>  +0.1 [0, 1]")
  check.equal(lines[4], "gr\195\188n               7")
  check.equal(lines[5], "A note.")
end

function T.intervals_give_way_where_lines_would_be_too_long()
  local lines = sheets.lines(SHEET, { columns = 15 })
  check.equal(lines[2], "method    imp")
  check.equal(lines[3], "a_b <i>  +0.1")
  check.equal(SHEET.rows[1][2], "+0.1 [0, 1]")
end

function T.spare_columns_give_way_too()
  local columns = { { title = "method", align = "left" }, { title = "imp", is_spare = true } }
  local sheet = setmetatable({ columns = columns }, { __index = SHEET })
  check.equal(sheets.lines(sheet, { columns = 15 })[3], "a_b <i>")
  check.equal(sheets.lines(sheet, { columns = 40 })[3], "a_b <i>  +0.1 [0, 1]")
end

function T.notes_are_wrapped()
  local sheet = setmetatable({ note = "one two three four" }, { __index = SHEET })
  local lines = sheets.lines(sheet, { columns = 13 })
  check.equal(lines[5], "one two three")
  check.equal(lines[6], "four")
end

function T.rows_that_matter_are_painted()
  local function paint(colour, text)
    return colour .. ":" .. text
  end
  check.equal(sheets.lines(SHEET, { paint = paint })[4], "green:gr\195\188n               7")
end

function T.markdown_shows_texts_as_they_stand()
  check.equal(sheets.markdown(SHEET), table.concat({
    "## Scores \\| all",
    "",
    "| method | imp |",
    "|---|---:|",
    "| a\\_b &lt;i&gt; | +0.1 \\[0, 1\\] |",
    "| **gr\195\188n** | **7** |",
    "",
    "A note.",
    "",
  }, "\n"))
end

return T
