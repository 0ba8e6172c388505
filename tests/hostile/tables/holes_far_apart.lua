-- expect: same
-- Keys at powers of two stay in the hash part: no array of 2^40 slots is made.
return function(x)
  local t = {}
  for i = 0, 52 do t[2 ^ i] = i end
  for i = 0, 52 do if t[2 ^ i] ~= i then return error("it worked") end end
  return x
end
