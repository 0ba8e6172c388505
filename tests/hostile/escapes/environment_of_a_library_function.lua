-- expect: denied
return getfenv(string.rep)
