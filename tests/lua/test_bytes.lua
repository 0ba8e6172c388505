--- runtime/script/bind_bytes.c

local bytes = require("hyla.bytes")
local check = require("tests.support.check")
local files = require("hyla.files")
local scratch = require("tests.support.scratch")
local t = require("hyla.tensor")

local T = {}

--- Checks that a call gave nil and a message.
local function refused(text, value, message)
  check.equal(value, nil)
  check.contains(message, text)
end

local fails = check.fails

T.files_and_strings_are_read_at_any_offset = scratch.test(function(folder)
  assert(files.write(folder .. "/f", "abc\0def"))
  for _, source in ipairs({ assert(bytes.open(folder .. "/f")), bytes.of("abc\0def") }) do
    check.equal(source:size(), 7)
    check.equal(source:text(2, 3), "c\0d")
    check.equal(source:text(7, 0), "")
    refused("wanted 8 bytes, got 7 at byte 0", source:text(0, 8))
    refused("wanted 1 bytes, got 0 at byte 9007199254740992", source:text(2 ^ 53, 1))
    refused("wanted 9007199254740992 bytes, got 5 at byte 2", source:text(2, 2 ^ 53))
    source:close()
    check.equal(source:size(), 0)
  end
end)

T.a_file_that_is_cut_off_meanwhile_is_told = scratch.test(function(folder)
  assert(files.write(folder .. "/f", ("x"):rep(100)))
  local source = assert(bytes.open(folder .. "/f"))
  assert(files.write(folder .. "/f", "x"))
  refused("wanted 50 bytes, got 1 at byte 0", source:text(0, 50))
  refused("wanted 80 bytes, got 1 at byte 0", source:tensor(0, "f64", { 10 }))
end)

T.only_regular_files_are_opened = scratch.test(function(folder)
  refused(folder .. ": wanted a regular file", bytes.open(folder))
  refused("/dev/zero: wanted a regular file", bytes.open("/dev/zero"))
  refused("/none: No such file", bytes.open(folder .. "/none"))
  assert(os.execute(("mkfifo '%s/pipe'"):format(folder)) == 0)
  refused("wanted a regular file", bytes.open(folder .. "/pipe"))
end)

function T.strings_outlive_their_variables()
  local source = bytes.of(("x"):rep(1000) .. tostring({}))
  collectgarbage()
  check.equal(source:text(998, 2), "xx")
end

function T.elements_are_read_by_their_type()
  local function element(format, text, is_big_endian)
    return bytes.of(text):tensor(0, format, {}, is_big_endian):to("f64"):item()
  end
  check.equal(element("u8", "\255"), 255)
  check.equal(element("i8", "\255"), -1)
  check.equal(element("u16", "\1\2"), 513)
  check.equal(element("u16", "\1\2", true), 258)
  check.equal(element("i16", "\255\254", true), -2)
  check.equal(element("u32", "\255\255\255\255"), 2 ^ 32 - 1)
  check.equal(element("i32", "\255\255\255\127"), 2 ^ 31 - 1)
  check.equal(element("i64", "\254" .. ("\255"):rep(7)), -2)
  check.equal(element("f64", "\63\240\0\0\0\0\0\0", true), 1)
  check.equal(element("f32", "\0\0\128\191"), -1)
  check.equal(element("bool", "\2"), 1)
  check.equal(element("bf16", "\64\192"), -3)
end

function T.half_precision_is_read_as_ieee_754_says()
  local function half(high, low)
    return bytes.of(string.char(low, high)):tensor(0, "f16", {}):item()
  end
  check.equal(half(0x3c, 0), 1)
  check.equal(half(0xc0, 0), -2)
  check.equal(half(0x7b, 0xff), 65504)
  check.equal(half(0x00, 0x01), 2 ^ -24)
  check.equal(half(0x83, 0xff), -1023 * 2 ^ -24)
  check.equal(half(0x04, 0x00), 2 ^ -14)
  check.equal(1 / half(0x80, 0), -math.huge)
  check.equal(half(0x7c, 0), math.huge)
  check.truthy(half(0x7e, 0) ~= half(0x7e, 0))
end

function T.tensors_larger_than_a_chunk_are_read_whole()
  local text = ("\1\0\2\0"):rep(5001)
  local tensor = bytes.of(text):tensor(2, "u16", { 10001 })
  check.equal(tensor:to("f64"):sum():item(), 5001 * 3 - 1)
end

function T.what_a_shape_promises_must_be_there()
  local source = bytes.of(("x"):rep(16))
  check.equal(source:tensor(16, "f64", { 0, 5 }):count(), 0)
  refused("wanted the elements of shape [3] in f64, got 16 bytes at byte 0",
    source:tensor(0, "f64", { 3 }))
  refused("got 0 bytes at byte 99", source:tensor(99, "u8", { 1 }))
  refused("got 16 bytes at byte 0", source:tensor(0, "u8", { 2 ^ 53, 2 ^ 53, 2 ^ 53 }))
  refused("wanted whole numbers below 2^63", bytes.of(("\255"):rep(8)):tensor(0, "u64", {}))
  local used = t.memory()
  refused("got 16 bytes", source:tensor(0, "f64", { 2 ^ 40 }))
  check.equal(t.memory(), used)
end

function T.mistakes_of_a_caller_are_errors()
  local source = bytes.of("abc")
  fails("no element type f8", source.tensor, source, 0, "f8", {})
  fails("a rank of at most 6", source.tensor, source, 0, "u8", { 1, 1, 1, 1, 1, 1, 1 })
  fails("wanted a whole number from 0", source.text, source, -1, 1)
  fails("wanted a whole number from 0", source.text, source, 0.5, 1)
  fails("wanted a string or a tensor", bytes.checksum, {})
  fails("wanted a string or a tensor", bytes.write, "/dev/null/x", { 1 })
end

--- "hello hello hello hello", deflated.
local HELLO = "\203\72\205\201\201\87\200\64\39\1"

function T.deflated_bytes_inflate_to_the_promised_size()
  local source = bytes.of("xx" .. HELLO .. "yy")
  local inflated = assert(source:inflate(2, #HELLO, 23))
  check.equal(inflated:text(0, 23), "hello hello hello hello")
  refused("inflate to 22, got an end after 10 and 23", source:inflate(2, #HELLO, 22))
  refused("inflate to 24, got an end after 10 and 23", source:inflate(2, #HELLO, 24))
  refused("of 11 bytes that inflate to 23, got an end after 10", source:inflate(2, #HELLO + 1, 23))
  refused("got something else", source:inflate(2, #HELLO - 1, 23))
  refused("got something else", source:inflate(0, 4, 100))
  refused("wanted 100 bytes", source:inflate(2, 100, 100))
end

function T.nothing_is_made_for_a_promise_that_deflate_cannot_keep()
  local source = bytes.of(HELLO)
  refused("wanted at most 1032 bytes for each deflated one", source:inflate(0, 8, 8257))
  refused("wanted at most 1032 bytes for each deflated one", source:inflate(0, 8, 2 ^ 53))
  refused("wanted at most 1032 bytes for each deflated one", source:inflate(1, 1, 1033))
end

function T.checksums_are_those_of_zip()
  -- the check value of CRC-32/ISO-HDLC
  check.equal(bytes.checksum("123456789"), 0xcbf43926)
  check.equal(bytes.checksum("6789", bytes.checksum("12345")), 0xcbf43926)
  check.equal(bytes.of("x123456789"):checksum(1, 9), 0xcbf43926)
  check.equal(bytes.checksum(t.tensor({ 1 })), bytes.checksum("\0\0\128\63"))
  refused("wanted 2 bytes, got 1", bytes.of("x"):checksum(0, 2))
end

T.pieces_are_written_one_behind_the_other = scratch.test(function(folder)
  local path = folder .. "/f"
  local matrix = t.tensor({ { 1, 2 }, { 3, 4 } })
  assert(bytes.write(path, { "ab", matrix:transpose(), "", t.zeros({ 0 }), "c" }))
  check.equal(files.read(path), "ab\0\0\128\63\0\0\64\64\0\0\0\64\0\0\128\64c")
end)

T.a_file_is_replaced_whole_or_not_at_all = scratch.test(function(folder)
  assert(bytes.write(folder .. "/f", { "old" }))
  assert(bytes.write(folder .. "/f", { "new" }))
  check.equal(files.read(folder .. "/f"), "new")
  refused("No such file", bytes.write(folder .. "/none/f", { "x" }))
  assert(files.make_directories(folder .. "/taken"))
  refused("/taken: Is a directory", bytes.write(folder .. "/taken", { "x" }))
  check.equal(#require("hyla.system").list(folder), 2)
end)

return T
