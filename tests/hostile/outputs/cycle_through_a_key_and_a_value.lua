-- expect: bad_output
return function()
  local a, b = {}, {}
  a.b, b.c = b, { a }
  return a
end
