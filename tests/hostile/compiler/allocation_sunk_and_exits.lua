-- expect: same|timeout
-- Tables that a trace never makes must be there when it is left in the middle.
return function(x)
  local last
  for i = 1, 1e4 do
    local point = { a = i, b = { i } }
    if i % 997 == 0 then last = point end
  end
  return x + last.b[1] + last.a - 2 * 9970
end
