-- expect: ok
return function(x) return x + #("%q"):format({}) end
