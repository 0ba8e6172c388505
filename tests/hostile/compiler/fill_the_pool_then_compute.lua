-- expect: ok|timeout
-- When no room is left for machine code the interpreter goes on, with the same results.
local heads = {}
for i = 1, 60 do
  heads[i] = function(n, k)
    local s = 0
    for j = 1, n do
      if j % k == 0 then s = s + j elseif j % (k + 1) == 1 then s = s - j else s = s + 1 end
    end
    return s
  end
end
return function(x)
  for i = 1, 60 do for k = 2, 9 do x = x + heads[i](300, k) * 0 end end
  return x
end
