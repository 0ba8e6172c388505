-- expect: denied
for i = 1, 50 do
  local name, value = debug.getupvalue(print, i)
  if name == "labels" then return value end
end
