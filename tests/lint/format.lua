--- Fails when a C file is not laid out as clang-format would lay it out.

local lint = require("tests.support.lint")

lint.run_tool("xargs clang-format --dry-run -Werror", lint.files("%.[ch]$", "%.cuh?$"))
