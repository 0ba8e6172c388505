-- expect: same
return function(x)
  local _, message = pcall(function() return {} < {} end)
  local _, other = pcall(function() return print + x end)
  return (message .. other):find("0x") and error("it worked") or x
end
