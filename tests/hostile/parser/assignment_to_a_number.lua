-- expect: syntax
1 = 2
