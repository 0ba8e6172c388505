-- expect: same
-- The iterator's place lives in a userdata; re-entering it through the loop body moves it once.
return function(x)
  local each = ("abcdef"):gmatch("()(.)")
  local sum = x
  for place in each do sum = sum + place + (each() or 0) end
  return sum - (1 + 2) - (3 + 4) - (5 + 6)
end
