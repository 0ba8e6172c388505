--- lua/hyla/chart/svg.lua

local check = require("tests.support.check")
local svg = require("hyla.chart.svg")

local T = {}

local DRAWING = { title = "A & B", about = "1 < 2", width = 20, height = 10, body = "<g/>\n" }

function T.texts_cannot_become_markup()
  check.equal(svg.escape([[<b a="1">'&]]), "&lt;b a=&quot;1&quot;&gt;&#39;&amp;")
  check.equal(svg.escape("a\0b\27c\nd"), "a?b?c\nd")
  local attribute = svg.element("g", { class = 'x"><script>' })
  check.equal(attribute, '<g class="x&quot;&gt;&lt;script&gt;"/>\n')
end

function T.lengths_are_short()
  check.equal(svg.number(1), "1")
  check.equal(svg.number(1.5), "1.5")
  check.equal(svg.number(100), "100")
  check.equal(svg.number(1 / 3), "0.33")
  check.equal(svg.number(-0.001), "0")
end

function T.attributes_stand_in_one_order()
  check.equal(svg.line("grid", 0, 1, 2, 3), '<line class="grid" x1="0" x2="2" y1="1" y2="3"/>\n')
end

function T.text_stays_text()
  local text = svg.text("label", 1, 2, "a<b", "end")
  check.equal(text, '<text class="label" text-anchor="end" x="1" y="2">a&lt;b</text>\n')
end

function T.paths_go_through_their_points()
  local points = { { 0, 0 }, { 1, 2.5 } }
  check.equal(svg.path("line", points), '<path class="line" d="M0 0L1 2.5"/>\n')
  check.equal(svg.path("band", points, true), '<path class="band" d="M0 0L1 2.5Z"/>\n')
end

function T.a_document_carries_its_styles_and_paper()
  local text = svg.document(DRAWING, ".a{}")
  check.equal(text:sub(1, 38), '<?xml version="1.0" encoding="UTF-8"?>')
  check.contains(text, 'xmlns="http://www.w3.org/2000/svg"')
  check.contains(text, "<title>A &amp; B</title>\n<desc>1 &lt; 2</desc>\n<style>.a{}</style>\n")
  check.contains(text, '<rect class="paper" height="10" width="20"/>\n<g/>\n</svg>\n')
end

function T.a_part_of_a_page_leaves_the_styles_to_it()
  local text = svg.inline(DRAWING)
  check.contains(text, '<svg aria-label="A &amp; B: 1 &lt; 2" height="10" role="img"')
  check.falsy(text:find("<style", 1, true))
end

function T.wide_letters_count_once()
  check.equal(svg.text_width("\195\164b", 10), svg.text_width("ab", 10))
end

return T
