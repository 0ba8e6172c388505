-- expect: denied
return require("hyla.safetensors").write("/tmp/hyla-escaped", {})
