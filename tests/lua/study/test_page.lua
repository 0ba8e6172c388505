--- lua/hyla/study/page.lua

local check = require("tests.support.check")
local episodes = require("hyla.study.episode")
local findings = require("hyla.study.findings")
local page = require("hyla.study.page")
local studies = require("tests.support.study")

local T = {}

local function page_of(changes, seeds)
  local study = setmetatable(changes or {}, { __index = studies.new(seeds or 3) })
  return page.write(assert(findings.of(study)))
end

--- Fails unless every element that is opened is closed, in order.
local function check_balance(html)
  local open = {}
  local void = { meta = true }
  for slash, name, rest in html:gmatch("<(/?)([%a][%w]*)([^>]*)>") do
    if slash == "/" then
      check.equal(table.remove(open), name)
    elseif not void[name] and rest:sub(-1) ~= "/" then
      open[#open + 1] = name
    end
  end
  check.equal(#open, 0)
end

function T.elements_are_closed_in_order()
  check_balance(page_of())
end

function T.texts_of_a_study_cannot_become_markup()
  local html = page_of({
    title = "<script>alert(1)</script>",
    about = { "<img src=x>" },
    command = "a && <b>",
    versions = { ["<i>"] = "<u>" },
  })
  for _, text in ipairs({ "<script", "<img", "<b>", "<i>", "<u>", "<preferences>" }) do
    check.falsy(html:find(text, 1, true))
  end
  check.contains(html, "<title>&lt;script&gt;alert(1)&lt;/script&gt;</title>")
  check.contains(html, "<pre>a &amp;&amp; &lt;b&gt;</pre>")
end

function T.nothing_is_asked_from_outside()
  local html = page_of()
  for _, text in ipairs({ "http://", "https://", "<script", "<link", "src=", "url(", "@import" }) do
    check.falsy(html:find(text, 1, true))
  end
  check.contains(html, "default-src 'none'")
end

function T.it_follows_the_readers_light_and_screen()
  local html = page_of()
  check.contains(html, "@media (prefers-color-scheme:dark){")
  check.contains(html, 'name="viewport" content="width=device-width')
end

function T.tables_plots_and_verdicts_are_there()
  local html = page_of()
  for _, title in ipairs({
    "In short", "Methods", "Differences", "Not significant", "Cautions", "Families",
    "Meta-training", "Ablations", "Costs", "How to run it again",
  }) do
    check.contains(html, ("<h2>%s</h2>"):format(title))
  end
  check.equal(select(2, html:gsub("<svg ", "")), 4)
  check.contains(html, '<tr class="strong"><th scope="row">learned - uniform</th>')
end

function T.a_row_can_be_run_again()
  local html = page_of()
  check.contains(html, "<pre>hyla study examples/studies/ablation.yaml</pre>")
  check.contains(html, "<p>Only warm bandit:</p>\n<pre>hyla study a.yaml --only b</pre>")
  check.contains(html, "<p>Seeds: 1, 2, 3.</p>")
  check.contains(html, '<th scope="row">LuaJIT</th><td class="left">2.1</td>')
  check.contains(html, episodes.fingerprint(studies.episodes(3)))
end

function T.questions_that_were_not_asked_have_no_section()
  local html = page_of({ pairs = {}, ablations = false, command = false })
  check.falsy(html:find("<h2>Differences</h2>", 1, true))
  check.falsy(html:find("<h2>Ablations</h2>", 1, true))
  check.falsy(html:find("<pre>hyla study examples", 1, true))
end

return T
