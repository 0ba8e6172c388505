-- expect: same
return function(x)
  local _, count = ("aaa"):gsub("a", "b", -2 ^ 60)
  local _, all = ("aaa"):gsub("a", "b", 2 ^ 30)
  return x + count + all - 3
end
