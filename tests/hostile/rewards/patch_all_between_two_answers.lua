-- expect: same
-- After the first answer nothing that the entry might call is left as it was.
local is_patched = false
return function(x)
  if not is_patched then
    is_patched = true
    for _, library in ipairs({ string, table, math, coroutine, bit }) do
      for name in next, library do library[name] = function() return 1e9 end end
    end
    pairs, ipairs, next, select, type, tostring, tonumber, rawequal, error = nil
  end
  return x
end
