-- expect: same
return function(x)
  local all = bit.lshift(1, 99) + bit.rshift(-1, -1) + bit.arshift(-1, 2 ^ 40) + bit.rol(1, -33)
  return x + all - (8 + 1 - 1 - 2 ^ 31)
end
