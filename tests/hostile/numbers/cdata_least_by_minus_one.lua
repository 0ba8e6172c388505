-- expect: ok
return function(x)
  local least = -9223372036854775807LL - 1LL
  return x + tonumber(least / -1LL) * 0 + tonumber(least % -1LL) * 0
end
