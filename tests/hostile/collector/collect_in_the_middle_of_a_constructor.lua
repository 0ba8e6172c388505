-- expect: same
local function waste(i) for k = 1, 20 do local _ = { k, { i } } end return i end
return function(x)
  for i = 1, 40 do
    local t = { waste(1), waste(2), { waste(3), name = waste(4) }, waste(5), last = { waste(6) } }
    if t[1] + t[2] + t[3][1] + t[3].name + t[4] + t.last[1] ~= 21 then return error("it worked") end
  end
  return x
end
