-- expect: same
-- What is visited is undefined then; that it ends, and that what was put in is there, is not.
return function(x)
  local t = { a = 1 }
  for key in pairs(t) do t[key .. "x"] = 1 end
  return t.a == 1 and t.ax == 1 and x
end
