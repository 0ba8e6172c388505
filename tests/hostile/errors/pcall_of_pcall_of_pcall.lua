-- expect: ok
return function(x)
  local function nest(n) if n == 0 then error("x") end return pcall(nest, n - 1) end
  nest(150)
  return x
end
