-- expect: error
return ('%9999d'):format(1)
