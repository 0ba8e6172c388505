-- expect: ok
return function(x)
  local a, b, c = ("abc"):match("()()()")
  return x + a + b + c
end
