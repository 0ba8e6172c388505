--- lua/hyla/options.lua

local check = require("tests.support.check")
local options = require("hyla.options")

local T = {}

local DECLARED = {
  level = { values = { "panel", "text" }, default = "panel", meaning = "what is shown" },
  papers = { kind = "integer", minimum = 1, meaning = "how many" },
  strict = { kind = "boolean", default = true, meaning = "whether to stop at once" },
}

local function message_of(given)
  local checked, message = options.check(given, DECLARED, "task")
  check.equal(checked, nil)
  return message
end

function T.absent_keys_take_their_defaults()
  local given = { papers = 3 }
  local checked = options.check(given, DECLARED, "task")
  check.equal(checked.level, "panel")
  check.equal(checked.papers, 3)
  check.equal(given.level, nil)
end

function T.a_default_may_be_false()
  local declared = { strict = { kind = "boolean", default = false, meaning = "whether to stop" } }
  check.equal(options.check({}, declared, "task").strict, false)
end

function T.false_is_not_taken_for_absent()
  check.equal(options.check({ strict = false }, DECLARED, "task").strict, false)
end

function T.an_unknown_key_is_named_with_the_nearest_one()
  local expected = 'unknown key task.levl: wanted level or papers or strict, got "levl";'
    .. ' did you mean "level"?'
  check.equal(message_of({ levl = "text" }), expected)
end

function T.the_wrong_key_comes_back_too()
  local _, _, key = options.check({ levl = "text" }, DECLARED, "task")
  check.equal(key, "levl")
end

function T.a_value_that_is_not_listed_is_named_with_the_nearest_one()
  local expected = 'task.level: wanted panel or text, got "txt"; did you mean "text"?'
  check.equal(message_of({ level = "txt" }), expected)
end

function T.a_value_like_no_other_gets_no_guess()
  check.equal(message_of({ level = "zzzz" }), 'task.level: wanted panel or text, got "zzzz"')
end

function T.a_value_of_another_kind_is_refused()
  check.equal(message_of({ level = 3 }), "task.level: wanted a string, got 3")
  check.equal(message_of({ papers = 1.5 }), "task.papers: wanted an integer, got 1.5")
end

function T.a_value_below_the_minimum_is_refused()
  check.equal(message_of({ papers = 0 }), "task.papers: wanted at least 1, got 0")
end

return T
