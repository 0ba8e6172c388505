-- expect: same
-- There is no name for the environment itself, so rawget finds nothing to look into.
return function(x) return pcall(rawget, _G, "os") and error("it worked") or x end
