-- expect: same
return function(x)
  for _ = 0 / 0, 1 do return error("it worked") end
  for _ = 1, 0 / 0 do return error("it worked") end
  return x
end
