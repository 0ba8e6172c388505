--- lua/hyla/html/page.lua

local check = require("tests.support.check")
local page = require("hyla.html.page")

local T = {}

local HOSTILE = '<script>alert("1")</script><img src=x>'

function T.no_text_can_become_markup()
  local sheet = {
    columns = { { title = HOSTILE }, { title = HOSTILE, align = "left" } },
    rows = { { HOSTILE, HOSTILE } },
    note = HOSTILE,
  }
  for _, html in ipairs({
    page.document(HOSTILE, ""),
    page.element("p", HOSTILE),
    page.list({ HOSTILE }),
    page.section(HOSTILE, "x"),
    page.sheet(sheet),
    page.facts({ [HOSTILE] = HOSTILE }),
    page.diff("+" .. HOSTILE .. "\n--- " .. HOSTILE .. "\n" .. HOSTILE .. "\n"),
    page.fold(HOSTILE, ""),
  }) do
    check.falsy(html:find("<script", 1, true) or html:find("<img", 1, true))
    check.contains(html, "&lt;script&gt;alert(&quot;1&quot;)")
  end
end

function T.a_page_forbids_scripts_and_what_lies_outside()
  local html = page.document("a", "<p>100 % of it</p>\n")
  check.contains(html, "default-src 'none'; style-src 'unsafe-inline'")
  check.contains(html, "<main>\n<p>100 % of it</p>\n</main>")
  check.contains(html, "@media (prefers-color-scheme:dark){")
end

function T.the_lines_of_a_diff_have_classes()
  local html = page.diff("--- a/x\n+++ b/x\n@@ -1 +1 @@\n-old\n+new\n same\n")
  check.equal(html, '<pre tabindex="0"><span class="file">--- a/x</span>\n'
    .. '<span class="file">+++ b/x</span>\n<span class="place">@@ -1 +1 @@</span>\n'
    .. '<span class="removed">-old</span>\n<span class="added">+new</span>\n same\n</pre>\n')
end

function T.what_is_empty_is_left_out()
  check.equal(page.section("a", ""), "")
  check.equal(page.facts({}), "")
end

function T.an_interval_stands_back()
  local html = page.sheet({
    columns = { { title = "a" }, { title = "b" } },
    rows = { { "x", "0.5 [0.1, 0.9]" } },
    strong = { true },
  })
  check.contains(html, '<td>0.5 <span class="range">[0.1, 0.9]</span></td>')
  check.contains(html, '<tr class="strong"><th scope="row">x</th>')
end

return T
