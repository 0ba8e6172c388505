--- tests/lint/: each check of the tree dislikes a tree that breaks its rule.

local check = require("tests.support.check")
local program = require("tests.support.program")
local system = require("hyla.system")

local T = {}

--- Runs a lint in a folder with these files: path, text, path, text; returns its status and output.
local function lint(name, ...)
  local commands = { "tree=$(mktemp -d); cd $tree" }
  for i = 1, select("#", ...), 2 do
    local path, text = program.quote((select(i, ...))), program.quote((select(i + 1, ...)))
    commands[#commands + 1] = ("mkdir -p $(dirname %s); printf %%s %s >%s"):format(path, text, path)
  end
  local binary = program.quote(system.absolute(os.getenv("HYLA_BINARY") or "build/hyla"))
  local script = program.quote(system.absolute(("tests/lint/%s.lua"):format(name)))
  commands[#commands + 1] = ("%s %s; status=$?"):format(binary, script)
  commands[#commands + 1] = "rm -rf $tree; exit $status"
  return program.shell(table.concat(commands, "\n"))
end

local function expect_complaint(name, path, text, complaint)
  local status, output = lint(name, path, text)
  check.equal(status, 1)
  check.equal(output, complaint .. "\n1 checked\n0 passed, 1 failed\n")
end

function T.an_include_of_a_higher_layer_is_disliked()
  expect_complaint("layers", "runtime/base/a.c", '\n#include "tensor/shape.h"\n',
    "runtime/base/a.c:2: runtime/base may not include tensor/shape.h")
end

function T.a_header_of_lua_below_the_seam_is_disliked()
  expect_complaint("layers", "runtime/tensor/a.c", "#include <lauxlib.h>\n",
    "runtime/tensor/a.c:1: only runtime/script may include lauxlib.h")
end

function T.a_link_to_a_higher_layer_is_disliked()
  expect_complaint("layers", "runtime/base/CMakeLists.txt",
    "target_link_libraries(hy_base PUBLIC hy_tensor m)\n",
    "runtime/base/CMakeLists.txt: runtime/base may not link hy_tensor")
end

function T.a_require_of_a_higher_layer_is_disliked()
  expect_complaint("layers", "editors/a.lua", 'local b = require("agents.b")\n',
    "editors/a.lua:1: editors may not require agents")
end

function T.a_layer_that_nobody_knows_is_disliked()
  expect_complaint("layers", "runtime/attic/a.c", "",
    "runtime/attic/a.c: tests/lint/layers.lua does not know the layer runtime/attic")
end

function T.a_public_function_without_a_comment_is_disliked()
  expect_complaint("docs", "runtime/base/a.h", "/// As: b.\n\nint a(void);\nint b(void);\n",
    "runtime/base/a.h:3: wanted a /// comment above this declaration\n"
      .. "runtime/base/a.h:4: wanted a /// comment above this declaration")
end

function T.a_public_lua_function_without_a_comment_is_disliked()
  expect_complaint("docs", "lua/hyla/a.lua", "--- As: b.\n\nfunction M.a() end\nreturn M\n",
    "lua/hyla/a.lua:3: wanted a --- comment above M.a")
end

function T.a_parameter_without_an_annotation_is_disliked()
  expect_complaint("docs", "lua/meta/a.lua",
    "---@meta\n\n--- Does.\n---@param x integer\nfunction M.a(x, y, _) end\nreturn M\n",
    "lua/meta/a.lua:5: wanted a @param for the y of a")
end

function T.a_stub_with_other_parameters_is_disliked()
  local rows = 'static const hy_parameter two[] = {{"x", HY_KIND_TENSOR, 0},\n'
    .. '{"to", HY_KIND_SHAPE, 0}, {NULL, 0, 0}};\n{{"expand", two}, f}, {{"abs", two}, f}'
  local _, output = lint("stubs", "runtime/script/modules.c", '{"hyla.tensor", 0}',
    "runtime/script/bind_tensor.c", rows, "lua/meta/tensor.lua",
    "---@meta\nfunction T:expand(...) end\nfunction T:abs(other) end\nreturn M\n")
  check.contains(output, "the parameters of abs are not those of the C module")
  check.falsy(output:find("parameters of expand", 1, true))
end

function T.a_source_without_a_test_is_disliked()
  expect_complaint("mirror", "lua/hyla/a.lua", "", "lua/hyla/a.lua: no test mirrors it")
end

function T.a_test_that_nothing_runs_is_disliked()
  local status, output = lint("mirror", "tests/lua/test_a.lua", "", "tests/CMakeLists.txt",
    "# hyla_lua_test(lua/test_a)\nhyla_lua_test(lua/test_ab)\n")
  check.equal(status, 1)
  check.truthy(output:find("test_a.lua: tests/CMakeLists.txt does not name it\n", 1, true))
end

function T.a_reminder_is_disliked()
  expect_complaint("words", "a.c", "int a;\n// TO" .. "DO: b\n",
    "a.c:2: a reminder; state the limit as a fact or mend it")
end

function T.a_long_c_function_is_disliked()
  local status, output = lint("sizes", "a.c", "int a(void)\n{\n" .. ("\n"):rep(60) .. "}\n")
  check.equal(status, 1)
  check.truthy(output:find("a.c:1: a function of 63 lines, at most 60\n", 1, true))
end

function T.a_long_lua_function_is_disliked()
  local status, output = lint("sizes", "a.lua", "local function a()" .. ("\n"):rep(40) .. "end\n")
  check.equal(status, 1)
  check.truthy(output:find("a.lua:1: a function of 41 lines, at most 40\n", 1, true))
end

function T.a_layout_of_ones_own_is_disliked()
  local status, output = lint("format", "a.c", "int  a;\n")
  check.equal(status, 1)
  check.truthy(output:find("\n1 checked\n0 passed, 1 failed\n", 1, true))
end

return T
