-- expect: denied
-- Flags and a width in front of %p.
return function(x) return #pcall(string.format, "%-20p", {}) + x end
