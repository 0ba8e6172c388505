-- expect: timeout
-- 2^53 is not an int: what C makes of it must stay a key.
return function(x)
  local t = { 1 }
  table.insert(t, 2 ^ 53, 4)
  table.insert(t, -2 ^ 53, 4)
  return x
end
