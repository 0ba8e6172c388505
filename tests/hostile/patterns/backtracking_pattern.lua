-- expect: timeout
local subject = ('a'):rep(36)
return function() return #(subject:find(('a?'):rep(36) .. ('a*'):rep(12) .. 'b') or '') end
