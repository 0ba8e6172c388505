-- expect: same
return function(x)
  local t = { 0 }
  local u = t
  local wrong = 0
  for i = 1, 1000 do
    t[1] = i
    u[1] = i + 1
    if t[1] ~= i + 1 then wrong = wrong + 1 end
  end
  return x + wrong
end
