-- expect: ok
-- The same by way of the string library, whose table every job gets anew.
string.calls = string.calls or 0
assert(string.calls == 0, "a call of another job")
return function() string.calls = string.calls + 1 return string.calls end
