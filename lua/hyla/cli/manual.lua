--- hyla manual: the manual page of all commands, made from their descriptions.

local version = require("hyla.version")

local M = {}

--- What an exit status says; the same for every command.
M.STATUSES = {
  { "0", "The work is done." },
  { "1", "The work failed; of doctor: something that is needed is missing." },
  { "2", "Bad usage or bad input: one line on standard error says what was wanted, what came." },
  { "128+N", "Signal N ended the work: 130 after Ctrl-C. What was shown as done is kept." },
}

--- Variables of the environment that commands read.
M.VARIABLES = {
  { "CLICOLOR_FORCE", "Unless empty or 0: colour even where the output is no terminal." },
  { "HYLA_DATA", "Folder to look for data sets in, after --data and before data/." },
  { "HYLA_PROGRESS", "With the value plain: lines of progress even where there is no terminal." },
  { "NO_COLOR", "Unless empty: no colour, and no progress." },
  { "TERM", "With the value dumb: no colour, and progress line by line." },
  { "XDG_STATE_HOME", "Folder for the history of the REPL; ~/.local/state by default." },
}

---@param parser table
function M.describe(parser)
  parser:epilog([[
examples:
  hyla manual | man -l -        all commands on one page
  man hyla                      the same, where hyla is installed]])
end

local DESCRIPTION = [[
.SH DESCRIPTION
Hyla searches for better programs: it edits Lua source, tries every edit in a sandbox, and keeps all
of them in an archive. A word that is no command is the file of a script, which runs under the host.
With \fB\-\-json\fR a command prints one JSON object on the last line of standard output. Progress
and notices go to standard error.
]]

-- a text as troff prints it letter by letter
local function escape(text)
  return (text:gsub("\\", "\\e"):gsub("-", "\\-"):gsub("%f[^\n%z][.']", "\\&%0"))
end

local function definitions(rows)
  local parts = {}
  for i, row in ipairs(rows) do
    parts[i] = (".TP\n.B %s\n%s\n"):format(escape(row[1]), escape(row[2]))
  end
  return table.concat(parts)
end

local function commands()
  local parts = {}
  require("hyla.cli.catalogue").each(function(name, summary, help)
    local text = ".SS hyla %s\n%s.\n.PP\n.nf\n%s\n.fi\n"
    local sentence = summary:sub(1, 1):upper() .. summary:sub(2)
    parts[#parts + 1] = text:format(name, escape(sentence), escape(help))
  end)
  return table.concat(parts)
end

--- Returns the manual page.
---
---@return string troff
function M.page()
  return table.concat({
    ('.TH HYLA 1 "" "hyla %s" "User Commands"\n'):format(version),
    ".SH NAME\nhyla \\- grow programs that rewrite themselves\n",
    ".SH SYNOPSIS\n.B hyla\n.I COMMAND\n[\\fIARGUMENT\\fR ...]\n.br\n",
    ".B hyla\n.I FILE.lua\n[\\fIARGUMENT\\fR ...]\n.br\n.B hyla \\-e\n.I CHUNK\n",
    DESCRIPTION,
    ".SH COMMANDS\n",
    commands(),
    ".SH EXIT STATUS\n",
    definitions(M.STATUSES),
    ".SH ENVIRONMENT\n",
    definitions(M.VARIABLES),
    ".SH FILES\n",
    definitions({
      { "runs/NAME/archive.db", "The archive of a run; docs/archive.md describes its tables." },
    }),
  })
end

---@return integer status
function M.run()
  io.write(M.page())
  return 0
end

return M
