-- expect: same|timeout
return function(x)
  for i = 1, 500 do
    local _, caught = pcall(error, { i })
    if caught[1] ~= i then return error("it worked") end
  end
  return x
end
