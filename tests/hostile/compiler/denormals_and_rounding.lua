-- expect: same
-- Sixteen of the least numbers, by thirds and back: a processor that flushes them to zero loses them.
return function(x)
  local tiny = 2 ^ -1070
  for _ = 1, 1000 do tiny = tiny / 1.5 * 1.5 end
  return tiny == 2 ^ -1070 and x
end
