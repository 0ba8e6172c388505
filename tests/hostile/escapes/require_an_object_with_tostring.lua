-- expect: error
return require(setmetatable({}, { __tostring = function() return "ffi" end }))
