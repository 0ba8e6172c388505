-- expect: same
-- A level of error() that points at the entry module or a library names it below the root only.
return function(x)
  for level = 1, 12 do
    local _, message = pcall(error, "", level)
    if message:sub(1, 1) == "/" then return error("it worked") end
  end
  return x
end
