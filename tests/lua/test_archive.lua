--- lua/hyla/archive.lua

local archives = require("hyla.archive")
local check = require("tests.support.check")
local files = require("hyla.files")
local program = require("tests.support.program")
local scratch = require("tests.support.scratch")
local system = require("hyla.system")

local T = {}

--- A new entry with number `n` and an id of 64 digits that begins with `prefix`.
local function entry(n, prefix, changes)
  local made = {
    n = n,
    id = (prefix or ("%04d"):format(n)) .. ("0"):rep(60),
    parent = n > 1 and 1 or nil,
    program = { parts = { agent = "return " .. n, policy = "return {}" }, numbers = { 0.1 * n } },
    outcome = "ok",
    score = n / 10,
    cpu_seconds = 0.5,
    peak_bytes = 1000,
  }
  for field, value in pairs(changes or {}) do
    made[field] = value
  end
  return made
end

local function filled(folder, count)
  local archive = assert(archives.create(folder, {}))
  for n = 1, count do
    assert(archive:insert(entry(n)))
  end
  return archive
end

T.what_was_inserted_comes_back = scratch.test(function(folder)
  local archive = assert(archives.create(folder .. "/a/b", { config = { seed = 1 } }))
  assert(archive:insert(entry(1)))
  local edit = { editor = "mutate", part = "agent", arguments = { scale = 0.1 } }
  local report = { outputs = { 1, 2 } }
  local policy = { w = { 1 / 3 } }
  assert(archive:insert(entry(2, nil, { edit = edit, report = report, policy = policy })))
  archive:close()

  local again = assert(archives.open(folder .. "/a/b"))
  check.equal(again.facts.config.seed, 1)
  check.equal(again:count(), 2)
  check.equal(again:entry(2).edit.arguments.scale, 0.1)
  check.equal(again:program(2).parts.agent, "return 2")
  check.equal(again:program(2).numbers[1], 0.2)
  check.equal(again:report(2).outputs[2], 2)
  check.equal(again:policy(2).w[1], 1 / 3)
  check.equal(again:policy(1), nil)
  check.equal(again:entry(3), nil)
end)

T.what_was_read_lately_is_the_same_table_again = scratch.test(function(folder)
  local archive = assert(archives.create(folder, {}))
  assert(archive:insert(entry(1, nil, { report = { answers = { 1 } } })))
  archive:close()
  local again = assert(archives.open(folder))
  check.equal(again:program(1), again:program(1))
  check.equal(again:report(1), again:report(1))
end)

T.a_policy_may_be_packed_bytes = scratch.test(function(folder)
  local archive = assert(archives.create(folder, {}))
  assert(archive:insert(entry(1, nil, { policy = "\0\255{" })))
  check.equal(archive:policy(1), "\0\255{")
end)

T.the_best_is_the_earliest_of_the_highest = scratch.test(function(folder)
  local archive = assert(archives.create(folder, {}))
  check.equal(archive:best(), nil)
  for n, score in ipairs({ 0.2, 0.7, 0.7, 0.1 }) do
    assert(archive:insert(entry(n, nil, { score = score })))
  end
  check.equal(archive:best().n, 2)
end)

T.an_entry_out_of_order_is_refused = scratch.test(function(folder)
  local archive = filled(folder, 1)
  local ok, message = archive:insert(entry(3))
  check.equal(ok, nil)
  check.truthy(message:find("wanted entry 2 next, got entry 3", 1, true))
  check.equal(archive:count(), 1)
end)

T.what_is_no_plain_data_is_refused = scratch.test(function(folder)
  local archive = filled(folder, 1)
  local _, about_score = archive:insert(entry(2, nil, { score = 0 / 0 }))
  check.equal(about_score, "entry.score: nan has no place in JSON")
  local _, about_edit = archive:insert(entry(2, nil, { edit = { f = print } }))
  check.equal(about_edit, "edit.f: a function has no place in JSON")
  check.equal(archive:count(), 1)
end)

T.a_folder_is_not_used_twice = scratch.test(function(folder)
  filled(folder, 1):close()
  local archive, message = archives.create(folder, {})
  check.equal(archive, nil)
  check.truthy(message:find("wanted a new file", 1, true))
end)

T.a_folder_without_an_archive_is_refused = scratch.test(function(folder)
  local archive, message = archives.open(folder)
  check.equal(archive, nil)
  check.truthy(message:find("without archive.db", 1, true))
end)

T.a_reader_sees_the_archive_grow_and_cannot_write = scratch.test(function(folder)
  local writer = filled(folder, 1)
  local reader = assert(archives.open(folder, "read"))
  check.equal(reader:count(), 0)
  assert(writer:insert(entry(2)))
  assert(writer:commit())
  check.equal(reader:count(), 2)
  check.equal(reader:best().n, 2)
  local ok, message = reader:insert(entry(3))
  check.equal(ok, nil)
  check.truthy(message:find("opened for reading", 1, true))
end)

T.entries_that_come_fast_are_committed_in_groups = scratch.test(function(folder)
  local writer = filled(folder, 255)
  local reader = assert(archives.open(folder, "read"))
  check.equal(reader:count(), 0)
  assert(writer:insert(entry(256)))
  check.equal(reader:count(), 256)
  assert(writer:insert(entry(257)))
  check.equal(reader:count(), 256)
  assert(writer:record("test", {}))
  check.equal(reader:count(), 257)
  assert(writer:insert(entry(258)))
  writer:close()
  check.equal(reader:count(), 258)
end)

T.an_entry_that_is_refused_spoils_no_group = scratch.test(function(folder)
  local writer = filled(folder, 1)
  assert(writer:insert(entry(2)))
  local ok = writer:insert(entry(3, nil, { parent = 7 }))
  check.equal(ok, nil)
  assert(writer:insert(entry(3)))
  assert(writer:commit())
  local reader = assert(archives.open(folder, "read"))
  check.equal(reader:count(), 3)
  check.equal(reader:program(3).parts.agent, "return 3")
end)

T.words_find_entries = scratch.test(function(folder)
  local archive = assert(archives.create(folder, {}))
  for n, prefix in ipairs({ "abcd1", "abcd2", "beef0" }) do
    assert(archive:insert(entry(n, prefix)))
  end
  check.equal(archive:resolve("2"), 2)
  check.equal(archive:resolve("first"), 1)
  check.equal(archive:resolve("best"), 3)
  check.equal(archive:resolve("BEEF"), 3)
  check.equal(archive:resolve("abcd2"), 2)
end)

T.a_word_that_finds_nothing_is_explained = scratch.test(function(folder)
  local archive = assert(archives.create(folder, {}))
  for n, prefix in ipairs({ "abcd1", "abcd2", "abcd3" }) do
    assert(archive:insert(entry(n, prefix)))
  end
  local function message(word)
    return (select(2, archive:resolve(word)))
  end
  check.equal(message("abcd"), "abcd is ambiguous: entries 1 and 2 begin with it, and 1 more")
  check.equal(message("ffff"), "no entry has an id that begins with ffff")
  check.equal(message("9"), "wanted an entry from 1 to 3, got 9")
  check.truthy(message("ab"):find("4 or more digits of its id", 1, true))
  check.truthy(message("nonsense"):find('got "nonsense"', 1, true))
end)

T.the_hash_leaves_out_times_and_resources = scratch.test(function(folder)
  local one = filled(folder .. "/one", 3)
  local other = assert(archives.create(folder .. "/other", { config = { workers = 2 } }))
  for n = 1, 3 do
    local elsewhere = { cpu_seconds = 9, peak_bytes = 9, created = n, message = "9 s" }
    assert(other:insert(entry(n, nil, elsewhere)))
  end
  assert(other:record("resumed", { machine = { at = 12 } }))
  check.equal(one:hash(), other:hash())
end)

T.the_hash_covers_entries_and_events = scratch.test(function(folder)
  local archive = filled(folder .. "/one", 2)
  local two = archive:hash()
  assert(archive:record("test", { score = 0.5, machine = { seconds = 3 } }))
  local with_event = archive:hash()
  assert(archive:insert(entry(3)))
  check.truthy(two ~= with_event and with_event ~= archive:hash())
  archive:close()
  check.equal(filled(folder .. "/two", 2):hash(), two)
end)

T.events_come_back_in_order = scratch.test(function(folder)
  local archive = filled(folder, 1)
  assert(archive:record("test", { score = 0.5 }))
  assert(archive:record("swap", { editor = "widen" }))
  local events = archive:events()
  check.equal(#events, 2)
  check.equal(events[1].kind, "test")
  check.equal(events[2].body.editor, "widen")
end)

T.a_closed_archive_can_be_read_where_nothing_can_be_written = scratch.test(function(folder)
  assert(archives.create(folder, {})):close()
  check.equal(#system.list(folder), 1)
  -- the format version for readers in the file's header: 1 wants no log beside it, 2 does
  check.equal(files.read(folder .. "/archive.db"):byte(20), 1)
end)

--- Inserts entries for ever; each follows from its number alone.
local FOR_EVER = [[
local archives = require("hyla.archive")
local dir = "%s"
local archive = archives.open(dir) or assert(archives.create(dir, {}))
for n = archive:count() + 1, 1e6 do
  local program = { parts = { agent = "return " .. n } }
  assert(archive:insert({ n = n, id = "x", program = program, outcome = "ok", score = n }))
  if n %% 3 ~= 0 then
    assert(archive:commit())
    print(n)
  end
  io.stdout:flush()
end]]

--- Runs a command and kills it, wherever it is then, once it has written some lines more.
local KILL_AFTER_LINES = [[
count=$1; shift
lines=$(mktemp)
"$@" >"$lines" & child=$!
while [ "$(wc -l <"$lines")" -lt "$count" ] && kill -0 $child; do sleep 0.005; done
kill -KILL $child
wait $child
rm "$lines"]]

T.a_killed_run_leaves_the_archive_it_had_so_far = scratch.test(function(folder)
  local script, killer = folder .. "/for_ever.lua", folder .. "/kill_after_lines.sh"
  assert(files.write(script, FOR_EVER:format(folder .. "/killed")))
  assert(files.write(killer, KILL_AFTER_LINES))
  for _, lines in ipairs({ 9, 1, 4 }) do
    program.hyla(script, "", ("sh %s %d"):format(killer, lines))
  end
  local killed = assert(archives.open(folder .. "/killed"))
  check.truthy(killed:count() >= 14)
  local whole = assert(archives.create(folder .. "/whole", {}))
  for n = 1, killed:count() do
    local same = killed:program(n)
    assert(whole:insert({ n = n, id = "x", program = same, outcome = "ok", score = n }))
  end
  check.equal(killed:program(killed:count()).parts.agent, "return " .. killed:count())
  check.equal(whole:hash(), killed:hash())
end)

T.a_part_that_did_not_change_is_kept_once = scratch.test(function(folder)
  local archive = assert(archives.create(folder, {}))
  local big = ("-- %s\n"):format(("x"):rep(1e6))
  for n = 1, 5 do
    local made = { parts = { agent = "return " .. n, policy = big }, numbers = {} }
    assert(archive:insert(entry(n, nil, { program = made })))
  end
  archive:close()
  local file = assert(io.open(folder .. "/archive.db"))
  check.truthy(file:seek("end") < 2e6)
  file:close()
end)

return T
