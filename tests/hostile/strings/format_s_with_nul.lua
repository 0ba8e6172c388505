-- expect: same
return function(x) return ("%s|%5s|%-5s"):format("a\0b", "\0", "c") == "a\0b|    \0|c    " and x end
