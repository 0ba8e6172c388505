--- runtime/script/bind_store.c

local check = require("tests.support.check")
local hash = require("hyla.hash")
local scratch = require("tests.support.scratch")
local store = require("hyla.store")

local T = {}

local function row(changes)
  local made = { n = 1, id = "x", program = hash.hex("p"), outcome = "ok" }
  for field, value in pairs(changes or {}) do
    made[field] = value
  end
  return made
end

local function create(folder)
  return assert(store.create(folder .. "/s.db", { a = "1", b = "2" }))
end

T.rows_texts_facts_and_events_come_back = scratch.test(function(folder)
  local handle = create(folder)
  local changes = { score = 0.5, message = "a\0b", report = hash.hex("r") }
  assert(handle:append(row(changes), { program = "p", report = "r", "" }))
  check.equal(handle:entry(1).message, "a\0b")
  check.equal(handle:entry(1).score, 0.5)
  check.equal(handle:entry(1).parent, nil)
  check.equal(handle:program(1), "p")
  check.equal(handle:report(1), "r")
  check.equal(handle:blob(hash.hex("")), "")
  check.equal(handle:facts().b, "2")
  assert(handle:set_fact("b", "3"))
  check.equal(handle:facts().b, "3")
  assert(handle:record("test", "{}"))
  check.equal(handle:count_events(), 1)
  check.equal(handle:event(1), "test")
end)

T.what_was_added_is_seen_once_it_is_committed = scratch.test(function(folder)
  local handle = create(folder)
  local reader = assert(store.open(folder .. "/s.db", "read"))
  assert(handle:add(row(), { program = "p" }))
  check.equal(handle:count(), 1)
  check.equal(reader:count(), 0)
  check.equal(handle:add(row({ n = 3 }), { program = "p" }), nil)
  assert(handle:commit())
  assert(handle:commit())
  check.equal(reader:count(), 1)
end)

T.a_digest_that_is_not_of_its_text_is_refused = scratch.test(function(folder)
  local handle = create(folder)
  local unlike = { program = "q", "kept?" }
  for _, changes in ipairs({ {}, { program = hash.hex("q"), report = hash.hex("r") } }) do
    local ok, message = handle:add(row(changes), unlike)
    check.equal(ok, nil)
    check.truthy(message:find("entry 1: wanted the digests of its texts", 1, true))
  end
  check.equal(handle:blob(hash.hex("kept?")), nil)
  assert(handle:append(row(), { program = "p" }))
  check.equal(handle:report(1), nil)
end)

T.what_is_not_there_is_named = scratch.test(function(folder)
  local handle = create(folder)
  check.truthy(select(2, handle:entry(1)):find("no such entry", 1, true))
  check.truthy(select(2, handle:program(1)):find("no such entry", 1, true))
  check.truthy(select(2, handle:report(1)):find("no such entry", 1, true))
  check.truthy(select(2, handle:event(1)):find("no such event", 1, true))
  for _, n in ipairs({ 0, -1, 1e300, math.huge, 0 / 0 }) do
    check.truthy(select(2, handle:entry(n)):find("no such entry", 1, true))
  end
  check.truthy(select(2, handle:blob("f")):find("no such blob", 1, true))
end)

T.a_row_of_the_wrong_form_is_a_mistake = scratch.test(function(folder)
  local handle = create(folder)
  local ok, message = pcall(handle.append, handle, row({ id = 7 }), { program = "p" })
  check.equal(ok, false)
  check.truthy(message:find("entry.id: wanted a string, got number", 1, true))
  for _, bytes in ipairs({ 0.5, 1e300, 0 / 0 }) do
    ok, message = pcall(handle.append, handle, row({ peak_bytes = bytes }), { program = "p" })
    check.equal(ok, false)
    check.truthy(message:find("entry.peak_bytes: wanted a whole number", 1, true))
  end
  ok, message = pcall(handle.append, handle, row(), {})
  check.equal(ok, false)
  check.truthy(message:find("entry.program: wanted a string, got nil", 1, true))
  ok, message = pcall(handle.append, handle, row(), { program = "p", 7 })
  check.equal(ok, false)
  check.truthy(message:find("a blob is a string", 1, true))
end)

T.a_closed_store_is_refused = scratch.test(function(folder)
  local handle = create(folder)
  handle:close()
  handle:close()
  local ok, message = pcall(handle.count, handle)
  check.equal(ok, false)
  check.truthy(message:find("the store is closed", 1, true))
end)

return T
