-- expect: memory|timeout
-- All of it is garbage: the collector keeps up with what the limit allows.
return function(x)
  for i = 1, 200 do x = x + #("g"):rep(1e6 + i) * 0 end
  return x
end
