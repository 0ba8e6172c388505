--- docs/archive.md: it names every table and column, and no other, and its queries run

local check = require("tests.support.check")
local files = require("hyla.files")
local program = require("tests.support.program")
local rows = require("hyla.export.rows")
local runs = require("tests.support.runs")
local texts = require("hyla.export.text")

local PAGE = assert(files.read("docs/archive.md"))
local SCHEMA = assert(files.read("runtime/archive/schema.c"))

local T = {}

-- the tables of the schema: by name the columns, each with its type, in order
local function tables_of_schema()
  local source = SCHEMA:gsub("//[^\n]*", ""):gsub('"%s*"', "")
  local tables = {}
  for name, body in source:gmatch("CREATE TABLE (%w+)(%b())") do
    local columns = {}
    for part in (body:sub(2, -2):gsub("%b()", "") .. ","):gmatch("%s*([^,]*),") do
      local column, type = part:match("^([%l_]+) (%u+)")
      columns[#columns + 1] = column and ("%s %s"):format(column, type:lower())
    end
    tables[name] = table.concat(columns, ", ")
  end
  return tables
end

-- the same of the page
local function tables_of_page()
  local tables = {}
  for name, first in PAGE:gmatch("\n### `(%w+)`()") do
    local body, columns = PAGE:sub(first, PAGE:find("\n#", first, true)), {}
    for column, type in body:gmatch("\n| `([%l_]+)` | (%l+) |") do
      columns[#columns + 1] = ("%s %s"):format(column, type)
    end
    tables[name] = table.concat(columns, ", ")
  end
  return tables
end

function T.every_table_and_column_is_named_and_no_other()
  local schema, page, count = tables_of_schema(), tables_of_page(), 0
  for name, columns in pairs(schema) do
    check.equal(page[name], columns)
    count = count + 1
  end
  check.equal(count, 4)
  for name in pairs(page) do
    check.truthy(schema[name])
  end
end

function T.the_version_is_that_of_the_schema()
  local version = SCHEMA:match("user_version = (%d+)")
  check.contains(PAGE, ("`PRAGMA user_version` is %s."):format(version))
  check.contains(PAGE, SCHEMA:match("application_id = (0x%x+)"))
end

function T.the_formats_are_those_of_exports()
  check.contains(PAGE, texts.SCHEMA)
  local listed = PAGE:match("`%-%-format csv` has (.-)\n\n")
  for _, column in ipairs(rows.COLUMNS) do
    check.contains(listed, ("`%s`"):format(column))
  end
end

local function has_shell()
  return program.shell("command -v sqlite3") == 0
end

T.every_query_runs = runs.test(function(run)
  if not has_shell() then
    print("skipped: wanted the program sqlite3")
    return
  end
  local count = 0
  for block in PAGE:gmatch("```sql\n(.-)```") do
    count = count + 1
    local uri = ("file:%s/archive.db?mode=ro"):format(run)
    local status, out, err = program.shell(("sqlite3 -bail %s %s"):format(
      program.quote(uri),
      program.quote(block)
    ))
    check.equal(err, "")
    check.equal(status, 0)
    check.truthy(#out > 0)
  end
  check.equal(count, 5)
end)

return T
