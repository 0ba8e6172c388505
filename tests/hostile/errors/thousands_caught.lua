-- expect: ok|timeout
return function(x)
  for i = 1, 500 do pcall(error, { i }) end
  return x
end
