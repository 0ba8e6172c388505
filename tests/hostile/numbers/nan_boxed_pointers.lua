-- expect: same
-- NaNs with every payload that arithmetic can make stay numbers, whatever their bits would tag.
return function(x)
  local nan = 0 / 0
  for _, odd in ipairs({ nan, -nan, nan * 2, math.sqrt(-1), math.huge - math.huge, 0 * math.huge }) do
    if type(odd) ~= "number" then return error("it worked") end
  end
  return x
end
