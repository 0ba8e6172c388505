--- Fails when clang-tidy dislikes a C file: hyla tests/lint/tidy.lua BUILD_FOLDER.

local lint = require("tests.support.lint")

-- one file a process: clang-tidy 14 loses sight of va_start in the second file of a process
local COMMAND = [[
  out=$(xargs -n 1 -P "$(nproc)" clang-tidy --quiet -p '%s' 2>&1); status=$?
  printf '%%s\n' "$out" | sed "/warnings* generated/d; s|^$PWD/||; /^$/d"
  exit $status]]

lint.run_tool(COMMAND:format(arg[1]), lint.files("%.c$"))
