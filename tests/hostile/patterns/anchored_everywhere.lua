-- expect: same
return function(x)
  local _, count = (("a\n"):rep(1e4)):gsub("^a$", "")
  return x + count
end
