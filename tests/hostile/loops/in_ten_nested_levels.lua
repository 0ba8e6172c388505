-- expect: timeout
return function(x)
  for _ = 1, 99 do for _ = 1, 99 do for _ = 1, 99 do for _ = 1, 99 do for _ = 1, 99 do
    x = x + 1
  end end end end end
  return x
end
