-- expect: timeout
-- Ackermann: few values, no memory, no end.
local function a(m, n)
  if m == 0 then return n + 1 end
  if n == 0 then return a(m - 1, 1) end
  return a(m - 1, a(m, n - 1))
end
return function() for _ = 1, 1e6 do a(2, 300) end return 0 end
