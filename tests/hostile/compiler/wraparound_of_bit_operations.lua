-- expect: same
return function(x)
  local h = 0
  for i = 1, 1e4 do h = bit.bxor(bit.rol(h, 5), i * 16777619 % 2 ^ 32) end
  return h == -459244889 and x
end
