-- expect: same
return function(x)
  local ok, status = xpcall(error, function() error("again") end)
  return not ok and status ~= nil and x
end
