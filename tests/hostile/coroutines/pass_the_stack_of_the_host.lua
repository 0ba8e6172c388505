-- expect: same
-- coroutine.running in the main function: nil or a thread with no way to look inside.
return function(x)
  local main, is_main = coroutine.running()
  return type(main) == "thread" and is_main == nil and error("it worked") or x
end
