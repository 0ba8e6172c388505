-- expect: memory|timeout
-- Quadratic copying: every step makes a new text of the old size and one.
return function(x)
  local s = ""
  while true do s = s .. "y" end
end
