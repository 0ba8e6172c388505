--- lua/hyla/graph.lua

local check = require("tests.support.check")
local graph = require("hyla.graph")

local T = {}

--- Draws the entries whose parents are given, oldest first, as lines of text.
local function drawn(parents)
  local entries = {}
  for n = #parents, 1, -1 do
    entries[#entries + 1] = { n = n, parent = parents[n] > 0 and parents[n] or nil }
  end
  local lines = {}
  for i, cells in ipairs(graph.rows(entries, graph.ASCII)) do
    lines[i] = table.concat(cells)
  end
  return table.concat(lines, "\n")
end

function T.a_chain_is_one_lane()
  check.equal(drawn({ 0, 1, 2 }), "*\n*\n*")
end

function T.children_share_the_lane_of_their_parent()
  check.equal(drawn({ 0, 1, 1, 1 }), "*\n|-*\n|-*\n*")
end

function T.lines_cross_and_lanes_are_used_again()
  check.equal(drawn({ 0, 1, 2, 1, 2, 3, 1 }), "*\n| *\n| | *\n|-+-+-*\n| *-|\n|---*\n*")
end

function T.two_starts_are_two_trees()
  check.equal(drawn({ 0, 0, 1 }), "*\n| *\n*")
end

return T
