-- expect: same
return function(x)
  local thread = coroutine.wrap(function()
    return (("ab"):gsub(".", function(c) return c:upper() end))
  end)
  return thread() == "AB" and x
end
