--- runtime/script/bind_system.c

local check = require("tests.support.check")
local scratch = require("tests.support.scratch")
local system = require("hyla.system")

local T = {}

function T.seconds_never_go_back()
  local before = system.seconds()
  check.truthy(system.seconds() >= before)
end

function T.processor_time_grows_with_work_only()
  local before = system.cpu_seconds()
  while system.cpu_seconds() == before do
    math.sqrt(2)
  end
  check.truthy(system.cpu_seconds() > before)
end

function T.now_agrees_with_the_clock_of_the_standard_library()
  check.truthy(math.abs(system.now() - os.time()) < 2)
end

function T.a_kind_names_what_is_there()
  check.equal(system.kind("tests/lua"), "directory")
  check.equal(system.kind("tests/lua/test_system.lua"), "file")
  check.equal(system.kind("/dev/null"), "other")
  check.equal(system.kind("tests/nothing"), nil)
end

function T.an_absolute_path_has_no_dots()
  check.equal(system.absolute("tests/../tests/lua"), system.absolute("tests/lua"))
  check.equal(system.absolute("tests/lua"):sub(1, 1), "/")
end

function T.a_path_to_nothing_says_so()
  local path, message = system.absolute("tests/nothing")
  check.equal(path, nil)
  check.equal(message, "tests/nothing: No such file or directory")
end

function T.an_existing_directory_is_fine_to_make()
  check.equal(system.make_directory("tests"), true)
end

function T.a_directory_below_a_file_cannot_be_made()
  local made, message = system.make_directory("tests/lua/test_system.lua/below")
  check.equal(made, nil)
  check.truthy(message:find("Not a directory", 1, true))
end

T.a_folder_lists_its_names = scratch.test(function(folder)
  check.equal(#system.list(folder), 0)
  assert(system.make_directory(folder .. "/inner"))
  check.equal(system.list(folder)[1], "inner")
end)

function T.a_folder_that_is_not_there_has_no_list()
  local names, message = system.list("tests/nothing")
  check.equal(names, nil)
  check.equal(message, "tests/nothing: No such file or directory")
end

function T.a_descriptor_that_is_not_open_is_no_terminal()
  check.equal(system.is_terminal(99), false)
  check.equal(system.columns(99), nil)
end

return T
