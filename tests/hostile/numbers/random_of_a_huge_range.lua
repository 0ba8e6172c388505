-- expect: same
return function(x) local drawn = math.random(-2 ^ 53, 2 ^ 53)
  return drawn >= -2 ^ 53 and drawn <= 2 ^ 53 and drawn % 1 == 0 and x end
