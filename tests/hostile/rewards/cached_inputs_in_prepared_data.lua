-- expect: ok
local prepared = prepared or {}
prepared.calls = prepared.calls or 0
assert(prepared.calls == 0, "a call of another job")
return function() prepared.calls = prepared.calls + 1 return prepared.calls end
