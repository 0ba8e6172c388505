-- expect: same
-- The buffer of gsub grows while its callback makes the collector run.
return function(x)
  local kept = {}
  local text = ("ab"):rep(500):gsub(".", function(c)
    kept[#kept % 50 + 1] = { c, ("g"):rep(100) .. #kept }
    return c == "a" and "<" or nil
  end)
  return text == ("<b"):rep(500) and x
end
