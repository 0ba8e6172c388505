-- expect: same|timeout
-- What cannot be compiled aborts every trace: penalties grow, and at last it is let be.
return function(x)
  for i = 1, 2e4 do
    local f = function() return i end
    x = x + (f() - i) + select("#", unpack({ i, i }))  - 2
  end
  return x
end
