-- expect: ok
return function(x)
  local ok, status = xpcall(error, function() error("again") end)
  return ok and error("it worked") or x + #tostring(status) * 0
end
