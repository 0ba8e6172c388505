-- expect: ok
local text = require("hyla.kit.text")
text.calls = text.calls or 0
assert(text.calls == 0, "a call of another job")
return function() text.calls = text.calls + 1 return text.calls end
