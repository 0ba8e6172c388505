-- expect: same
return function(x)
  for _, thing in ipairs({ 1, true, {}, print, coroutine.create(print), 1LL }) do
    local _, got = pcall(error, thing, 0)
    if not rawequal(got, thing) and got ~= thing then return error("it worked") end
  end
  return x
end
