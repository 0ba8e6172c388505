-- expect: ok
return function(x)
  local t = { a = 1 }
  for key in pairs(t) do t[key .. "x"] = 1 end
  return x
end
