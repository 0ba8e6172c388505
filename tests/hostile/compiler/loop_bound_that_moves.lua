-- expect: same
return function(x)
  local t = { 1 }
  for i = 1, 500 do if t[i] then t[#t + 1] = i end end
  return x + #t - 501
end
