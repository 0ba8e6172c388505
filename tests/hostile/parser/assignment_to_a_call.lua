-- expect: syntax
print() = 1
