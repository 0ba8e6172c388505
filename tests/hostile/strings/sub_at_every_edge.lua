-- expect: same
return function(x)
  local edges = { 0, -0, 1, -1, 2 ^ 31, -2 ^ 31, 2 ^ 31 - 1, 2 ^ 53, -2 ^ 53, 1e308, -1e308 }
  for _, i in ipairs(edges) do
    for _, j in ipairs(edges) do if not ("abc"):find(("abc"):sub(i, j), 1, true) then return error("it worked") end end
  end
  return x
end
