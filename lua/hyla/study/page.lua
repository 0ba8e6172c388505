--- Pages: the report of a study as one file of HTML, which asks for nothing from outside.

local episodes = require("hyla.study.episode")
local figure = require("hyla.study.figure")
local page = require("hyla.html.page")

local M = {}

-- a section of the named plot and tables, those of them that there are
local function section(findings, title, plot, sheets)
  local drawing = findings.plots[plot]
  local parts = { drawing and page.figure(drawing) or "" }
  for _, name in ipairs(sheets) do
    parts[#parts + 1] = findings.sheets[name] and page.sheet(findings.sheets[name])
  end
  return page.section(title, table.concat(parts))
end

local function seeds_of(outline)
  local seen, seeds = {}, {}
  for _, episode in ipairs(outline.episodes) do
    if not seen[episode.seed] then
      seen[episode.seed], seeds[#seeds + 1] = true, episode.seed
    end
  end
  table.sort(seeds)
  return seeds
end

local function compared(outline)
  local parts = {}
  for _, paragraph in ipairs(outline.about) do
    parts[#parts + 1] = page.element("p", paragraph, "lead")
  end
  local text = "%d methods, %d families, %d seeds, %s test episodes."
  parts[#parts + 1] = page.element("p", text:format(
    #outline.methods,
    #outline.index.families,
    #seeds_of(outline),
    figure.count(#outline.episodes)
  ))
  parts[#parts + 1] = "<dl>\n"
  for _, method in ipairs(outline.methods) do
    local about = method.about and page.element("dd", method.about) or ""
    parts[#parts + 1] = page.element("dt", outline.labels[method.name]) .. about
  end
  parts[#parts + 1] = "</dl>\n"
  return table.concat(parts)
end

-- sentences as a section; none are an answer, too
local function sentences(title, items, otherwise)
  local body = #items > 0 and page.list(items) or otherwise and page.element("p", otherwise)
  return page.section(title, body or "")
end

local function rerun(outline)
  local parts = { outline.command and page.element("pre", outline.command) or "" }
  for _, method in ipairs(outline.methods) do
    if method.command then
      local only = ("Only %s:"):format(outline.labels[method.name])
      parts[#parts + 1] = page.element("p", only) .. page.element("pre", method.command)
    end
  end
  local seeds = ("Seeds: %s."):format(table.concat(seeds_of(outline), ", "))
  parts[#parts + 1] = page.element("p", seeds)
  parts[#parts + 1] = "<p>A run that gives the same results, whatever time it takes, has the same "
    .. ("fingerprint: <code>%s</code></p>\n"):format(episodes.fingerprint(outline.episodes))
  parts[#parts + 1] = page.facts(outline.versions) .. page.facts(outline.machine)
  return page.section("How to run it again", table.concat(parts))
end

--- Writes the page of a study.
---
---@param findings Findings
---@return string html
function M.write(findings)
  local outline = findings.outline
  return page.document(outline.title, table.concat({
    page.element("h1", outline.title),
    compared(outline),
    sentences("In short", findings.found),
    section(findings, "Methods", "curves", { "methods" }),
    section(findings, "Differences", nil, { "differences" }),
    sentences("Not significant", findings.missed, "Nothing: every tested difference is."),
    sentences("Cautions", findings.cautions),
    section(findings, "Families", "families", { "families" }),
    section(findings, "Meta-training", "compounding", { "snapshots", "compounding" }),
    section(findings, "Ablations", "ablations", { "ablations" }),
    section(findings, "Costs", nil, { "costs" }),
    rerun(outline),
  }))
end

return M
