-- expect: same
return function(x)
  local first
  local sum = 0
  for i = 1, 1000 do
    local v = i
    local function get() v = v + 1 return v end
    first = first or get
    sum = sum + get()
  end
  return x + sum - 501500 + first() - 3
end
