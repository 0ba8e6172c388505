-- expect: same
return function(x)
  for name, value in pairs(string) do
    if name:find("dump") or name:find("buffer") then return error("it worked") end
  end
  return x
end
