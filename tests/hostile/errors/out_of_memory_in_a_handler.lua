-- expect: memory|timeout
return function(x)
  xpcall(error, function() local t = {} for i = 1, 1e9 do t[i] = { i } end end)
  return x
end
