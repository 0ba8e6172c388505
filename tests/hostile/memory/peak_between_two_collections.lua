-- expect: memory|timeout
-- Half the limit lives, the other half dies at each step.
local alive = ("a"):rep(2 ^ 22)
return function(x)
  for i = 1, 5 do x = x + #(("d"):rep(2 ^ 21 + i)) * 0 end
  return x + #alive * 0
end
