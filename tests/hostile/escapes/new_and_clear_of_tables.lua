-- expect: denied
-- table.new could reserve what it likes; it is a module of its own here.
return require("table.new")(2 ^ 26, 0)
