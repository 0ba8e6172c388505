-- expect: same
return function(x)
  local a, b = math.frexp(0 / 0)
  local c = math.ldexp(0 / 0, 2 ^ 31)
  return type(a) == "number" and type(b) == "number" and type(c) == "number" and x or error("it worked")
end
