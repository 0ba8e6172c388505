-- expect: timeout
local function stubborn()
  while true do
    pcall(function()
      local sum = 0
      while true do sum = sum + 1 end
    end)
  end
end
return stubborn
