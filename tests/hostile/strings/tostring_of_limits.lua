-- expect: same
return function(x)
  for _, n in ipairs({ 2 ^ 53, -2 ^ 63, 5e-324, 1 / 3, 1e22, 123456789012345680 }) do
    if tonumber(tostring(n)) == nil then return error("it worked") end
  end
  return x
end
