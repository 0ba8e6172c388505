-- expect: same
-- Weak entries die while they are visited; a dead key still tells what comes next.
return function(x)
  local weak = setmetatable({}, { __mode = "kv" })
  for i = 1, 500 do weak[{ i }] = { i } end
  for key, value in pairs(weak) do
    if value[1] ~= key[1] then return error("it worked") end
    for _ = 1, 20 do local _ = { {} } end
  end
  return x
end
