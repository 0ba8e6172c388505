--- lua/hyla/npy.lua

local bytes = require("hyla.bytes")
local check = require("tests.support.check")
local files = require("hyla.files")
local npy = require("hyla.npy")
local scratch = require("tests.support.scratch")
local t = require("hyla.tensor")
local zip = require("hyla.zip")

local T = {}

--- Files that NumPy 2.4.6 wrote.
local GOLDEN = "tests/lua/golden/"

local function refused(text, data)
  local value, message = npy.decode(bytes.of(data))
  check.equal(value, nil)
  check.contains(message, text)
end

--- Returns an npy file of version 1 with a header and a body.
local function file(header, body)
  return "\147NUMPY\1\0" .. string.char(#header % 256, math.floor(#header / 256)) .. header
    .. (body or "")
end

local function header(descr, order, shape)
  return ("{'descr': '%s', 'fortran_order': %s, 'shape': %s, }\n"):format(descr, order, shape)
end

local function values(tensor)
  return table.concat(tensor:to("f64"):reshape(-1):tolist(), " ")
end

function T.arrays_are_read_in_either_order()
  local x = npy.read(GOLDEN .. "fortran.npy")
  check.equal(table.concat(x:shape(), " "), "2 3 4")
  check.equal(values(x), values(t.arange(24) - 1))
end

function T.elements_are_read_as_their_type_says()
  check.equal(values(npy.read(GOLDEN .. "big_endian.npy")), "1 -2 3 -400")
  check.equal(npy.read(GOLDEN .. "scalar.npy"):item(), 2.5)
  check.equal(npy.read(GOLDEN .. "scalar.npy"):rank(), 0)
  check.equal(values(npy.read(GOLDEN .. "bool.npy")), "1 0")
end

function T.archives_are_read_stored_or_deflated()
  local stored = npy.read(GOLDEN .. "stored.npz")
  check.equal(values(stored.layers[1]), "0 3 1 4 2 5")
  check.equal(values(stored.layers[2]), "1 2")
  check.equal(values(stored.half), "0.5 -65504 inf")
  local deflated = npy.read(GOLDEN .. "deflated.npz", { flat = true })
  check.equal(deflated.zeros:count(), 2000)
  check.equal(values(deflated.numbers), "0 1 2 3 4 5 6 7 8 9")
end

T.what_is_written_is_read = scratch.test(function(folder)
  for _, shape in ipairs({ {}, { 3 }, { 2, 3 }, { 0, 4 } }) do
    local x = t.full(shape, 0.1, "f64")
    assert(npy.write(folder .. "/x.npy", x))
    local y = npy.read(folder .. "/x.npy")
    check.equal(tostring(y), tostring(x))
    check.equal(y:dtype(), "f64")
  end
  assert(npy.write(folder .. "/x.npz", { a = t.arange(2), list = { t.ones({ 1 }) } }))
  local tree = npy.read(folder .. "/x.npz")
  check.equal(values(tree.a), "1 2")
  check.equal(values(tree.list[1]), "1")
end)

T.every_type_of_ours_comes_back = scratch.test(function(folder)
  for _, dtype in ipairs({ "bool", "i32", "i64", "f32", "f64" }) do
    local x = t.tensor({ { 1, 0, 1 } }, dtype)
    assert(npy.write(folder .. "/x.npy", x))
    local y = npy.read(folder .. "/x.npy")
    check.equal(y:dtype(), dtype)
    check.equal(tostring(y), tostring(x))
  end
end)

T.headers_are_aligned_as_numpy_does = scratch.test(function(folder)
  assert(npy.write(folder .. "/x.npy", t.ones({ 2, 3 })))
  local text = files.read(folder .. "/x.npy")
  check.equal(#text, 128 + 24)
  check.contains(text, "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }")
end)

function T.versions_two_and_three_have_longer_headers()
  local text = header("<f4", "False", "(1,)")
  for version = 2, 3 do
    local start = "\147NUMPY" .. string.char(version) .. "\0" .. string.char(#text) .. "\0\0\0"
    check.equal(npy.decode(bytes.of(start .. text .. "\0\0\128\63")):item(1), 1)
  end
  refused("wanted version 1, 2 or 3, got 4", "\147NUMPY\4\0\0\0")
  refused("wanted a header of at most 0 bytes", "\147NUMPY\2\0\255\255\255\255")
  local long = "\147NUMPY\2\0\0\0\1\0" .. (" "):rep(70000)
  refused("wanted a header of at most 65535 bytes, got 65536", long)
end

function T.every_file_that_is_cut_off_is_refused()
  for _, name in ipairs({ "big_endian.npy", "stored.npz", "deflated.npz" }) do
    local text = files.read(GOLDEN .. name)
    for length = 0, #text - 1 do
      refused("wanted", text:sub(1, length))
    end
  end
end

function T.headers_that_are_no_header_are_refused()
  local wanted = "wanted descr, fortran_order and shape"
  refused("wanted an npy file", "not at all")
  refused(wanted, file("{}"))
  refused(wanted, file(header("<f4", "None", "(1,)"), "abcd"))
  refused(wanted, file(header("<f4", "False", "(-1,)"), "abcd"))
  refused(wanted, file(header("<f4", "False", "(1.0,)"), "abcd"))
  refused(wanted, file(header("<f4", "False", "(1,)") .. "x", "abcd"))
  refused(wanted, file("{'descr': '<f4', 'descr': '<f4', 'shape': (1,), }", "abcd"))
  refused(wanted, file("__import__('os')"))
  refused(wanted, file("{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (1,), }"))
end

function T.element_types_without_numbers_are_refused()
  for _, descr in ipairs({ "|O", "<U5", "|S3", "<c8", "<m8[s]", "<f3", ">>f4", "" }) do
    refused("wanted numbers of up to 8 bytes", file(header(descr, "False", "(1,)"), "abcdefgh"))
  end
end

function T.elements_must_fill_the_file()
  refused("wanted elements of 8 bytes, got 4 at byte", file(header("<f4", "False", "(2,)"), "abcd"))
  refused("wanted elements of 4 bytes, got 5 at byte", file(header("<f4", "True", "(1,)"), "abcde"))
  refused("wanted elements", file(header("<f4", "False", "(999999999999999, 999999999999999)")))
  refused("rank of at most 6, got 7", file(header("<f4", "False", "(1,1,1,1,1,1,1)"), "abcd"))
end

function T.members_must_be_arrays()
  local function archive(name, data)
    return table.concat(zip.pack({ { name = name, size = #data, pieces = { data } } }))
  end
  refused('wanted members named NAME.npy, got "x.txt"', archive("x.txt", "abc"))
  refused('in "x.npy": wanted an npy file', archive("x.npy", ""))
  -- the header would go on into what follows the member
  local cut = file((" "):rep(50)):sub(1, 10)
  refused("wanted a header of at most 0 bytes, got 50", archive("x.npy", cut))
  local data = archive("../x.npy", file(header("|u1", "False", "()"), "\5"))
  check.equal(values(npy.decode(bytes.of(data), { flat = true })["../x"]), "5")
end

T.messages_name_the_file = scratch.test(function(folder)
  assert(files.write(folder .. "/f", "x"))
  local value, message = npy.read(folder .. "/f")
  check.equal(value, nil)
  check.contains(message, folder .. "/f: wanted 8 bytes, got 1 at byte 0")
  check.contains(select(2, npy.read(folder .. "/none")), "/none: No such file")
end)

return T
