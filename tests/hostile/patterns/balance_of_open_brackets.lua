-- expect: timeout
-- %b() from every start scans to the end: quadratic work in one C call. CPU time decides.
local open = ("("):rep(2e5)
return function() return #(open:match("%b()") or "") end
