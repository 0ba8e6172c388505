-- expect: same
return function(x)
  local function nest(n) if n == 0 then error("x") end return pcall(nest, n - 1) end
  return select("#", nest(150)) == 151 and x
end
