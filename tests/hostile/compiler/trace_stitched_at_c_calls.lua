-- expect: same|timeout
return function(x)
  local s = 0
  for i = 1, 2000 do s = s + #("%d"):format(i) + #tostring(i) end
  return x + s - 2 * 6893
end
