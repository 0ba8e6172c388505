-- expect: ok
local t = require("hyla.tensor")
return function(x)
  local v = t.tensor({ 3, 0 / 0, 1, -1 / 0, 0 / 0, 2 })
  return x + v:sort(1):count() * 0 + v:topk(3):count() * 0 + v:median():count() * 0
end
