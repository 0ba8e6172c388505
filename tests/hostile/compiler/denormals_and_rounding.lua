-- expect: ok
return function(x)
  local tiny = 2 ^ -1070
  for _ = 1, 1000 do tiny = tiny / 1.5 * 1.5 end
  return x + tiny
end
