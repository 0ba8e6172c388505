--- lua/hyla/export/page.lua

local archives = require("hyla.archive")
local check = require("tests.support.check")
local page = require("hyla.export.page")
local runs = require("tests.support.runs")
local scratch = require("tests.support.scratch")

local T = {}

local function of_run(use)
  return runs.test(function(folder)
    use(assert(archives.open(folder, "read")))
  end)
end

T.the_same_run_gives_the_same_bytes = of_run(function(archive)
  check.equal(page.write(archive), page.write(archive))
end)

T.every_question_has_a_section = of_run(function(archive)
  local html = assert(page.write(archive))
  for _, title in ipairs({
    "Scores", "How the best came about", "Which editors paid", "Outcomes", "Resources",
    "What made this run",
  }) do
    check.contains(html, ("<h2>%s</h2>"):format(title))
  end
  check.equal(select(2, html:gsub("<svg ", "")), 1)
end)

T.the_line_of_the_best_opens_to_what_changed = of_run(function(archive)
  local html = assert(page.write(archive))
  check.equal(select(2, html:gsub("<details>", "")), 1)
  check.contains(html, "<summary>#2  0.5000  +0.5000  mutate_constant in agent at rate</summary>")
  check.contains(html, '<span class="removed">-return 1</span>')
  check.contains(html, '<span class="added">+return 2</span>')
end)

T.editors_and_outcomes_are_counted = of_run(function(archive)
  local html = assert(page.write(archive))
  local row = '<th scope="row">mutate_constant</th>' .. ("<td>1</td>"):rep(4) .. "<td>+0.5000</td>"
  check.contains(html, row)
  check.contains(html, '<th scope="row">timeout</th><td>1</td><td>33.3 %</td>')
end)

-- what a candidate may bring: names, sources, messages
local function hostile_entry(n, parent)
  local bad = "</pre><script>alert(1)</script><img src=x onerror=y>"
  return {
    n = n,
    id = tostring(n):rep(64),
    parent = parent,
    edit = parent and {
      steps = {
        {
          editor = bad,
          part = bad,
          site = { label = bad },
          source = bad,
          arguments = { [bad] = bad },
          action = bad,
        },
      },
    },
    program = { parts = { agent = ("return %q .. %d\n"):format(bad, n) }, numbers = {} },
    outcome = "ok",
    message = bad,
    score = n,
  }
end

local FACTS = { config = { task = { x = "<u>" }, search = {} } }

T.a_candidate_cannot_bring_markup = scratch.test(function(folder)
  local archive = assert(archives.create(folder .. "/<b>", FACTS))
  assert(archive:insert(hostile_entry(1)))
  assert(archive:insert(hostile_entry(2, 1)))
  local html = assert(page.write(archive))
  archive:close()
  for _, part in ipairs({ "<script", "<img", "<b>", "<u>", "</pre>&" }) do
    check.falsy(html:find(part, 1, true))
  end
  check.contains(html, "&lt;script&gt;")
  check.contains(html, '<th scope="row">task.x</th><td class="left">&lt;u&gt;</td>')
end)

T.swaps_are_told = scratch.test(function(folder)
  local archive = assert(archives.create(folder .. "/run", {}))
  assert(archive:insert(hostile_entry(1)))
  check.falsy(page.write(archive):find("<h2>Swaps</h2>", 1, true))
  local swap = { from = 2, part = "policy", source = "return 1", was = false, reason = "<b>" }
  assert(archive:record("swap", swap))
  local html = page.write(archive)
  archive:close()
  check.contains(html, '<th scope="row">2</th><td class="left">policy</td>')
  check.contains(html, '<td class="left">&lt;b&gt;</td>')
end)

T.a_run_without_gains_says_so = scratch.test(function(folder)
  local archive = assert(archives.create(folder .. "/run", {}))
  check.equal(select(2, page.write(archive)), folder .. "/run: the run has no entry yet")
  assert(archive:insert(hostile_entry(1)))
  check.contains(page.write(archive), "No edit was better than the start.")
  archive:close()
end)

return T
