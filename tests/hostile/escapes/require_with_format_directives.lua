-- expect: denied
return require("%s%n%s%n")
