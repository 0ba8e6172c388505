--- Fails when luacheck finds an unused name, a global, a long line or a tangled function.

local lint = require("tests.support.lint")

lint.run_tool("xargs luacheck --quiet --no-color --formatter plain", lint.files("%.lua$"))
