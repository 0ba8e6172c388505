-- expect: same
return function(x)
  if x == 1 then return 1 elseif x == 2 then return 2 elseif x == 3 then return 3
  elseif x == 4 then return 4 elseif x == 5 then return 5 elseif x == 6 then return 6
  elseif x == 7 then return 7 elseif x == 8 then return 8 else return x end
end
