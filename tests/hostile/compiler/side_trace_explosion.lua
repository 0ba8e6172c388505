-- expect: same|timeout
-- A loop with two to the sixteenth paths: every exit wants a trace of its own.
local function maze(n)
  local s = 0
  for i = 1, n do
    for b = 0, 15 do if bit.band(bit.rshift(i * 2654435761, b), 1) == 1 then s = s + b else s = s - b end end
  end
  return s
end
return function(x) return x + maze(2e4) - 130 end
