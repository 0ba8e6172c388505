-- expect: same
return function(x)
  local a = 1
  return (function() return (function() return (function() return (function()
    a = a + 1
    return (function() return a end)()
  end)() end)() end)() end)() + x - 2
end
