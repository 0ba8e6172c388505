-- expect: same
return function(x)
  local least = -9223372036854775807LL - 1LL
  return tonumber(least / -1LL) == -2 ^ 63 and tonumber(least % -1LL) == 0 and x
end
