-- expect: timeout
return function(x)
  while x > 7 do end
  return x
end
