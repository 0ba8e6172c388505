-- expect: same
return function(x)
  local s = 0
  for i = 1, 300 do
    s = s + i * 1.1 + i * 2.2 + i * 3.3 + i * 4.4 + i * 5.5 + i * 6.6 + i * 7.7 + i * 8.8 + i * 9.9
      - i / 1.3 - i / 2.3 - i / 3.3 - i / 4.3 - i / 5.3 - i / 6.3 - i / 7.3 - i / 8.3 - i / 9.3
  end
  return s == 2124216.913960937 and x
end
