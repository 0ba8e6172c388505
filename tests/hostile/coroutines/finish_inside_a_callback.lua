-- expect: ok
return function(x)
  local thread = coroutine.wrap(function()
    return (("ab"):gsub(".", function(c) return c:upper() end))
  end)
  return x + #thread()
end
