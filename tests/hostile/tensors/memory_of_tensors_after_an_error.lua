-- expect: same|timeout
-- A large tensor per failed call: what a failure leaves behind is released with its scope.
local t = require("hyla.tensor")
return function(x)
  for _ = 1, 20 do
    pcall(t.scope, function() local big = t.zeros({ 2 ^ 19 }) error(big:count()) end)
  end
  return x
end
