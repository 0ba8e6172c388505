-- expect: same|timeout
-- Texts that differ only where the cheap hash does not look: 20,000 in one chain, unless it looks.
local kept = {}
for i = 1, 20000 do
  kept[i] = ("a"):rep(40) .. ("%08d"):format(i) .. ("b"):rep(40)
end
return function(x) return x + #kept - 20000 end
