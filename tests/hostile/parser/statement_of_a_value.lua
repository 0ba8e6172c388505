-- expect: syntax
x + 1
