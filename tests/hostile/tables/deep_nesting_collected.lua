-- expect: same|timeout
-- A chain of 10^5 tables is marked and swept without recursion.
local head = {}
for _ = 1, 1e5 do head = { head } end
return function(x) return head and x end
