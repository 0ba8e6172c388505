-- expect: error|timeout
-- A custom gradient that takes a gradient through itself: C, Lua, C, Lua ...
local t = require("hyla.tensor")
local function f(v)
  local y = t.no_grad(function() return v * 2 end)
  return t.custom(y, { v }, function(g) return { f(v:detach():requires_grad()):grad(v) or g } end)
end
local function down(v) return t.no_grad(function() return down(v) + 1 end) end
local function attack(x) pcall(f, t.tensor(x):requires_grad()) return down(t.tensor(x)):item() end
return function(x) return t.enable_grad(attack, x) end
