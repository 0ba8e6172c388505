-- expect: same
-- tonumber reads "nan(0x...)" of C as little as "inf".
return function(x)
  local odd = tonumber("nan(0x7ffff00000001)") or tonumber("0x7ff8deadbeef0001")
  return type(odd) == "number" and odd == odd and x or x + 1
end
