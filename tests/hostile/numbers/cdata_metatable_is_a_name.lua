-- expect: same
return function(x) return getmetatable(1LL) == "ffi" and not pcall(setmetatable, 1LL, {}) and x end
