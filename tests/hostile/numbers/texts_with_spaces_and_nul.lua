-- expect: same
return function(x)
  return (tonumber("1\0") or tonumber("0x") or tonumber("") or tonumber(" ")) and error("it worked") or x
end
