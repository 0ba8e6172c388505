--- lua/hyla/study/journal.lua

local check = require("tests.support.check")
local curves = require("hyla.study.curve")
local files = require("hyla.files")
local journals = require("hyla.study.journal")
local scratch = require("tests.support.scratch")

local T = {}

local function episode(seed)
  return {
    method = "uniform",
    seed = seed,
    held_out = "xor",
    family = "xor",
    instance = 1,
    meta_budget = 0,
    k_curve = curves.of({ 0, 0.1 }),
    evaluated = 1,
    charged = 1,
    seconds = 0.1,
    outcomes = { ok = 1 },
  }
end

local function write_two(path)
  local journal = assert(journals.open(path))
  assert(journal:append(episode(1)))
  assert(journal:append(episode(2)))
  journal:close()
end

T.what_was_appended_is_read = scratch.test(function(folder)
  local path = folder .. "/episodes.jsonl"
  write_two(path)
  local list = assert(journals.read(path))
  check.equal(#list, 2)
  check.equal(list[2].seed, 2)
end)

T.a_torn_last_line_is_dropped = scratch.test(function(folder)
  local path = folder .. "/episodes.jsonl"
  write_two(path)
  local text = assert(files.read(path))
  assert(files.write(path, text:sub(1, -10)))
  check.equal(#assert(journals.read(path)), 1)
end)

T.a_resumed_journal_is_that_of_an_undisturbed_one = scratch.test(function(folder)
  local path = folder .. "/episodes.jsonl"
  write_two(path)
  local text = assert(files.read(path))
  assert(files.write(path, text:sub(1, -10)))
  local journal = assert(journals.open(path))
  check.truthy(journal:has(episode(1)))
  check.falsy(journal:has(episode(2)))
  assert(journal:append(episode(2)))
  journal:close()
  check.equal(files.read(path), text)
end)

T.no_episode_is_written_twice = scratch.test(function(folder)
  local journal = assert(journals.open(folder .. "/episodes.jsonl"))
  assert(journal:append(episode(1)))
  local _, message = journal:append(episode(1))
  check.equal(message, "wanted an episode that is new, got uniform/1/xor/xor/1/0 again")
  _, message = journal:append({})
  check.contains(message, "charged: wanted")
  check.equal(#journal.episodes, 1)
  journal:close()
end)

T.a_broken_line_is_named = scratch.test(function(folder)
  local path = folder .. "/episodes.jsonl"
  write_two(path)
  local text = assert(files.read(path))
  assert(files.write(path, text .. "{}\n"))
  check.contains(select(2, journals.read(path)), "episodes.jsonl:3: charged: wanted")
  check.contains(select(2, journals.open(path)), "episodes.jsonl:3: charged: wanted")
  assert(files.write(path, text .. text))
  check.contains(select(2, journals.read(path)), "episodes.jsonl:3: wanted an episode that is new")
end)

T.a_missing_file_is_told_and_a_missing_folder_too = scratch.test(function(folder)
  check.contains(select(2, journals.read(folder .. "/none")), "none")
  check.contains(select(2, journals.open(folder .. "/none/none")), "none")
end)

return T
