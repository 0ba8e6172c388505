-- expect: same
return function(x)
  local main = coroutine.running()
  local ok = pcall(coroutine.resume, main)
  return ok and error("it worked") or x
end
