std = "luajit"
globals = { "arg" }
max_line_length = 100
max_cyclomatic_complexity = 10
ignore = { "212/_.*", "212/self" }
exclude_files = { "lua/meta", "tests/hostile" }
-- parameters that a cold agent does not use yet are there for the editors that grow it
files["agents/cold.lua"] = { ignore = { "212" } }
