-- expect: same
return function(x)
  for _, thing in ipairs({ print, {}, coroutine.create(print), require("hyla.rng").new(1) }) do
    if tostring(thing):find("0x") then return error("it worked") end
  end
  return x
end
