-- expect: syntax
return function(x)
  ::out::
  return (function() goto out end)() or x
end
