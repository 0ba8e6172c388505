-- expect: ok
return function(x) return x + #("%s|%5s|%-5s"):format("a\0b", "\0", "c") end
