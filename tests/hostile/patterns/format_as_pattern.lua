-- expect: same
-- Replacement texts with escapes of captures that are not there.
return function(x)
  local ok = pcall(string.gsub, "a", "a", "%2")
  return ok and error("it worked") or x
end
