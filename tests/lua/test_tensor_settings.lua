--- runtime/script/bind_tensor_settings.c

local check = require("tests.support.check")
local rng = require("hyla.rng")
local t = require("hyla.tensor")
local trial = require("tests.support.trial")

local T = {}

--- Fails unless the call does, with a message that holds `text`.
local function fails(text, count)
  local ok, message = pcall(t.threads, count)
  check.equal(ok, false)
  check.contains(message, text)
end

function T.there_is_one_thread_until_more_are_asked_for()
  check.equal(t.threads(), 1)
  check.equal(t.threads(3), 3)
  check.equal(t.threads(), 3)
  check.equal(t.threads(1), 1)
end

function T.no_count_but_a_good_one_is_taken()
  fails("threads: wanted 1 to 64 threads, got 0", 0)
  fails("threads: wanted 1 to 64 threads, got 65", 65)
  fails("threads: wanted a whole number as count", 1.5)
  fails("threads: wanted a whole number as count", 0 / 0)
  fails("threads: wanted a whole number as count", "many")
  check.equal(t.threads(), 1)
end

--- Returns what a training step of a large layer makes, as text.
local function train()
  local random = rng.new(4)
  local x, w = t.randn({ 512, 300 }, random), t.randn({ 300, 400 }, random):requires_grad()
  local scores = (x:matmul(w):tanh() * 2 + 1):relu()
  local loss = (scores:softmax(2) * scores):sum({ 1 }):mean()
  local grad = loss:grad(w)
  return ("%.17g %.17g %.17g"):format(loss:item(), grad:item(7, 9), grad:abs():sum():item())
end

function T.results_do_not_depend_on_the_number_of_threads()
  local expected = train()
  for count = 2, 4, 2 do
    t.threads(count)
    check.equal(train(), expected)
  end
  t.threads(1)
end

function T.a_candidate_has_one_thread()
  local source = [[
    local t = require("hyla.tensor")
    local _, message = pcall(t.threads, 2)
    return { t.threads(), t.threads(1), message }
  ]]
  t.threads(2)
  local value = trial.value(source, { modules = { "hyla.tensor" } })
  t.threads(1)
  check.equal(value[1], 1)
  check.equal(value[2], 1)
  check.equal(value[3], "candidate:2: threads: a candidate has one thread, 2 wanted")
end

return T
