-- expect: memory|timeout
pcall(function()
  local pieces = {}
  for i = 1, 1e9 do pieces[i] = ('y'):rep(1e5) .. i end
end)
return function(x) return x end
