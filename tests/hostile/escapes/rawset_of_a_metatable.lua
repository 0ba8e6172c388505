-- expect: same
-- rawset reaches the fields of tables, no metatable of anything else.
return function(x) return getmetatable(string) == nil and getmetatable(math) == nil and x end
