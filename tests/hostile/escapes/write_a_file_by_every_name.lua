-- expect: denied
local open = (io or {}).open
return open("/tmp/hyla-escaped", "w"):write("out")
