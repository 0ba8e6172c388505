-- expect: same
-- A NUL ends neither subject nor pattern; %z is its old name.
return function(x) return x + (("a\0b\0c"):find("\0c")) + (("a\0"):find("%z")) - 6 end
