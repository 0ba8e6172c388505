-- expect: error
-- A level that points into the entry module names its line, not its variables.
return function() error("level", 3) end
