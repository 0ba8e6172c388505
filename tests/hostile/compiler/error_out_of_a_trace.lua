-- expect: same|timeout
return function(x)
  local caught = 0
  for i = 1, 300 do
    if not pcall(function() local s = 0 for j = 1, 100 do s = s + j if j == i % 150 then error("out") end end end) then
      caught = caught + 1
    end
  end
  return x + caught - 200
end
