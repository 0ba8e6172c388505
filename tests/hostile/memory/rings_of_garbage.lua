-- expect: same|timeout
return function(x)
  for _ = 1, 2e4 do
    local a, b = {}, {}
    a.b, b.a = b, a
  end
  return x
end
