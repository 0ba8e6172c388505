std = "luajit"
globals = { "arg" }
max_line_length = 100
max_cyclomatic_complexity = 10
ignore = { "212/_.*", "212/self" }
exclude_files = { "lua/meta" }
