-- expect: ok
-- What another job left in a global would be seen here as a number above sixteen.
calls = (calls or 0)
assert(calls == 0, "a call of another job")
return function() calls = calls + 1 return calls end
