-- expect: ok
return function(x) return x + #("%q"):format("\0\1\n\r\26\"\\\255") end
