-- expect: denied
return require("string.buffer").decode("\14\255\255\255\255")
