-- expect: same
-- What they become is the processor's affair; that it fits 32 bits is not.
return function(x) local odd = { bit.bor(0 / 0, 0), bit.tobit(math.huge), bit.bxor(1e300, 1) }
  for i = 1, 3 do if odd[i] ~= bit.tobit(odd[i]) then return error("it worked") end end
  return x end
