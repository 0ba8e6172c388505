-- expect: same
-- The list of inputs is the entry's; a candidate that finds no way to it cannot make its cases easy.
local calls, last = 0, nil
return function(x)
  calls = calls + 1
  if last and x ~= last + 1 then return error("it worked") end
  last = x
  return x
end
