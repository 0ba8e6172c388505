-- expect: syntax
return "\x4
