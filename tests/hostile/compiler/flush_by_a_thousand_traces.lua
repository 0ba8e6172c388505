-- expect: same|timeout
-- Ten loops with 128 paths each, all of them hot, want more traces than there may be: all are thrown
-- away in the middle, and the results are the same.
local function ten(s, n)
  for i = 1, n do
    local h = i * 40503 % 65536
    if h % 2 >= 1 then s = s + 1 end if h % 4 >= 2 then s = s - 2 end if h % 8 >= 4 then s = s + 3 end
    if h % 16 >= 8 then s = s - 4 end if h % 32 >= 16 then s = s + 5 end if h % 64 >= 32 then s = s - 6 end
    if h % 128 >= 64 then s = s + 7 end
  end
  for i = 1, n do
    local h = i * 40503 % 65536
    if h % 2 >= 1 then s = s + 1 end if h % 4 >= 2 then s = s - 2 end if h % 8 >= 4 then s = s + 3 end
    if h % 16 >= 8 then s = s - 4 end if h % 32 >= 16 then s = s + 5 end if h % 64 >= 32 then s = s - 6 end
    if h % 128 >= 64 then s = s + 7 end
  end
  for i = 1, n do
    local h = i * 40503 % 65536
    if h % 2 >= 1 then s = s + 1 end if h % 4 >= 2 then s = s - 2 end if h % 8 >= 4 then s = s + 3 end
    if h % 16 >= 8 then s = s - 4 end if h % 32 >= 16 then s = s + 5 end if h % 64 >= 32 then s = s - 6 end
    if h % 128 >= 64 then s = s + 7 end
  end
  for i = 1, n do
    local h = i * 40503 % 65536
    if h % 2 >= 1 then s = s + 1 end if h % 4 >= 2 then s = s - 2 end if h % 8 >= 4 then s = s + 3 end
    if h % 16 >= 8 then s = s - 4 end if h % 32 >= 16 then s = s + 5 end if h % 64 >= 32 then s = s - 6 end
    if h % 128 >= 64 then s = s + 7 end
  end
  for i = 1, n do
    local h = i * 40503 % 65536
    if h % 2 >= 1 then s = s + 1 end if h % 4 >= 2 then s = s - 2 end if h % 8 >= 4 then s = s + 3 end
    if h % 16 >= 8 then s = s - 4 end if h % 32 >= 16 then s = s + 5 end if h % 64 >= 32 then s = s - 6 end
    if h % 128 >= 64 then s = s + 7 end
  end
  for i = 1, n do
    local h = i * 40503 % 65536
    if h % 2 >= 1 then s = s + 1 end if h % 4 >= 2 then s = s - 2 end if h % 8 >= 4 then s = s + 3 end
    if h % 16 >= 8 then s = s - 4 end if h % 32 >= 16 then s = s + 5 end if h % 64 >= 32 then s = s - 6 end
    if h % 128 >= 64 then s = s + 7 end
  end
  for i = 1, n do
    local h = i * 40503 % 65536
    if h % 2 >= 1 then s = s + 1 end if h % 4 >= 2 then s = s - 2 end if h % 8 >= 4 then s = s + 3 end
    if h % 16 >= 8 then s = s - 4 end if h % 32 >= 16 then s = s + 5 end if h % 64 >= 32 then s = s - 6 end
    if h % 128 >= 64 then s = s + 7 end
  end
  for i = 1, n do
    local h = i * 40503 % 65536
    if h % 2 >= 1 then s = s + 1 end if h % 4 >= 2 then s = s - 2 end if h % 8 >= 4 then s = s + 3 end
    if h % 16 >= 8 then s = s - 4 end if h % 32 >= 16 then s = s + 5 end if h % 64 >= 32 then s = s - 6 end
    if h % 128 >= 64 then s = s + 7 end
  end
  for i = 1, n do
    local h = i * 40503 % 65536
    if h % 2 >= 1 then s = s + 1 end if h % 4 >= 2 then s = s - 2 end if h % 8 >= 4 then s = s + 3 end
    if h % 16 >= 8 then s = s - 4 end if h % 32 >= 16 then s = s + 5 end if h % 64 >= 32 then s = s - 6 end
    if h % 128 >= 64 then s = s + 7 end
  end
  for i = 1, n do
    local h = i * 40503 % 65536
    if h % 2 >= 1 then s = s + 1 end if h % 4 >= 2 then s = s - 2 end if h % 8 >= 4 then s = s + 3 end
    if h % 16 >= 8 then s = s - 4 end if h % 32 >= 16 then s = s + 5 end if h % 64 >= 32 then s = s - 6 end
    if h % 128 >= 64 then s = s + 7 end
  end
  return s
end
return function(x) return x > -6 and x or x + ten(0, 6000) - (119930) end
