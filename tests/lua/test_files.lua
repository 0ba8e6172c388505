--- lua/hyla/files.lua

local check = require("tests.support.check")
local files = require("hyla.files")
local scratch = require("tests.support.scratch")

local T = {}

T.bytes_come_back = scratch.test(function(folder)
  assert(files.write(folder .. "/f", "a\0b\r\n"))
  check.equal(files.read(folder .. "/f"), "a\0b\r\n")
end)

T.folders_are_made_with_those_above_them = scratch.test(function(folder)
  assert(files.make_directories(folder .. "/a/b/c"))
  assert(files.make_directories(folder .. "/a/b/c"))
  assert(files.write(folder .. "/a/b/c/f", ""))
end)

T.failures_name_the_file = scratch.test(function(folder)
  local _, about_folder = files.read(folder)
  check.truthy(about_folder:find("wanted a file, got a folder", 1, true))
  local _, about_missing = files.read(folder .. "/none")
  check.truthy(about_missing:find("/none: No such file", 1, true))
  local text, about_reading = files.read("/proc/self/mem")
  check.equal(text, nil)
  check.equal(about_reading, "/proc/self/mem: Input/output error")
  local _, about_place = files.write(folder .. "/none/f", "")
  check.truthy(about_place:find("/none/f: No such file", 1, true))
end)

function T.a_full_disk_is_told()
  local ok, message = files.write("/dev/full", ("x"):rep(1e6))
  check.equal(ok, nil)
  check.truthy(message:find("No space left", 1, true))
end

return T
