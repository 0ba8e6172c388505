-- expect: denied
return function(x) return #select(2, pcall(string.format, "a\0%%%p", print)) * 0 + x end
