-- expect: same
return function(x)
  local text = ("%d %i %5.1f %g %x"):format(3, -0, 0 / 0, math.huge, 255)
  return text:find("^3 0 .-nan inf ff$") and x
end
