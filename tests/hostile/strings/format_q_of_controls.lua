-- expect: same
return function(x) return #("%q"):format("\0\1\n\r\26\"\\\255") == 19 and x end
