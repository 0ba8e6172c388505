--- lua/hyla/cli/manual.lua

local check = require("tests.support.check")
local manual = require("hyla.cli.manual")
local program = require("tests.support.program")

local ORDERS = {
  B = true, I = true, PP = true, SH = true, SS = true, TH = true, TP = true,
  br = true, fi = true, nf = true,
}

local T = {}

function T.every_command_has_its_place()
  local page = manual.page()
  for _, row in ipairs(require("hyla.cli").commands()) do
    check.contains(page, ("\n.SS hyla %s\n"):format(row[1]))
  end
  check.contains(page, "\n.SH EXIT STATUS\n.TP\n.B 0\n")
  check.contains(page, "\n.B HYLA_DATA\n")
end

function T.no_line_of_help_is_taken_for_an_order()
  local page = manual.page()
  for line in page:gmatch("[^\n]+") do
    local order = line:match("^[.'](%a*)")
    check.truthy(not order or ORDERS[order])
  end
  -- a hyphen that can be copied
  check.contains(page, "\\-\\-json")
end

function T.man_prints_it_without_a_warning()
  if program.shell("command -v man groff") ~= 0 then
    print("skipped: wanted the programs man and groff")
    return
  end
  local binary = program.quote(os.getenv("HYLA_BINARY") or "build/hyla")
  local command = "%s manual | LC_ALL=C.UTF-8 MANWIDTH=100 man -l --warnings=w -"
  local status, out, err = program.shell(command:format(binary))
  check.equal(status, 0)
  check.equal(err, "")
  check.contains(out, "hyla export runs/panel --format csv --out panel.csv")
end

return T
