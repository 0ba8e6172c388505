-- expect: ok
return function(x)
  local edges = { 0, -0, 1, -1, 2 ^ 31, -2 ^ 31, 2 ^ 31 - 1, 2 ^ 53, -2 ^ 53, 1e308, -1e308 }
  for _, i in ipairs(edges) do
    for _, j in ipairs(edges) do x = x + #("abc"):sub(i, j) * 0 end
  end
  return x
end
