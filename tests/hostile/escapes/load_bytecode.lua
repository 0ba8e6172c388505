-- expect: denied
return load('\27LJ\2\0')
