-- expect: bad_output
-- One table at 2^20 places: no cycle, but more bytes than may come back.
return function()
  local shared = {}
  for _ = 1, 20 do shared = { shared, shared } end
  return shared
end
