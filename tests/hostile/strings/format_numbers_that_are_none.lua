-- expect: ok
return function(x)
  local text = ("%d %i %5.1f %g %x"):format(3, -0, 0 / 0, math.huge, 255)
  return x + #text * 0
end
