-- expect: same
-- The rehash counts integer keys per power of two; a table on the edge is resized again and again.
return function(x)
  local t = {}
  for i = 1, 3000 do t[i * 2] = i t[i * 2 - 2] = nil end
  return x + (next(t) and 0 or 1)
end
