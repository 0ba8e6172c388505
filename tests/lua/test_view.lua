--- lua/hyla/view.lua

local check = require("tests.support.check")
local views = require("hyla.view")

local function edit(action)
  return { steps = { { action = action } } }
end

-- entry 4 is best, entry 5 failed
local ENTRIES = {
  { n = 1, score = 0 },
  { n = 2, parent = 1, score = 0.3, loss = 0.6, edit = edit("a") },
  { n = 3, parent = 1, score = 0.2, edit = edit("b") },
  { n = 4, parent = 2, score = 0.5, edit = edit("c") },
  { n = 5, parent = 2, edit = edit("d") },
  { n = 6, parent = 4, score = 0.5, edit = edit("e") },
  { n = 7, parent = 4, score = 0.5, loss = 0.1, edit = edit("f") },
}

local function view_after(count)
  local view = views.none()
  for n = 1, count do
    view = views.land(view, ENTRIES[n], 10)
  end
  return view
end

local function order_of(view)
  local numbers = {}
  for i, row in ipairs(view.rows) do
    numbers[i] = row.n
  end
  return table.concat(numbers, " ")
end

local T = {}

function T.rows_are_ranked_by_score_then_loss_then_age()
  check.equal(order_of(view_after(6)), "4 6 2 3 1")
  check.equal(order_of(view_after(7)), "7 4 6 2 3 1")
end

function T.children_are_counted_even_those_that_failed()
  local view = view_after(6)
  check.equal(views.find(view, 1).children, 2)
  check.equal(views.find(view, 2).children, 2)
  check.equal(views.find(view, 5), nil)
end

function T.a_row_knows_all_that_was_done_on_the_way_to_it()
  local row = views.find(view_after(7), 6)
  check.equal(table.concat(row.actions, " "), "a c e")
  check.equal(row.parent, 4)
end

function T.an_entry_that_lands_changes_no_view_that_is_there()
  local before = view_after(3)
  local after = views.land(before, ENTRIES[4], 10)
  check.equal(order_of(before), "2 3 1")
  check.equal(views.find(before, 2).children, 0)
  check.equal(views.find(after, 2).children, 1)
  check.equal(after.upto, 4)
  check.equal(after.progress, 0.3)
end

function T.only_the_best_are_kept()
  local view = views.none()
  for n = 1, 3 * views.KEPT do
    view = views.land(view, { n = n, score = n % 100 }, 10)
  end
  check.equal(#view.rows, views.KEPT)
  check.equal(view.rows[1].score, 99)
  check.truthy(view.rows[views.KEPT].score > 50)
end

function T.a_parent_is_pointed_out_in_a_view_of_its_own()
  local view = view_after(4)
  check.equal(views.with_parent(view, view.rows[2]).parent.n, 2)
  check.equal(view.parent, nil)
end

return T
