-- expect: same
-- grant: ffi
-- Nothing of the host's environment comes along: no paths, no names, no tokens.
ffi.cdef("extern char **environ;")
local ours = { OPENBLAS_NUM_THREADS = true, LD_LIBRARY_PATH = true }
return function(x)
  local i = 0
  while ffi.C.environ[i] ~= nil do
    local name = ffi.string(ffi.C.environ[i]):match("^[^=]*")
    if not ours[name] and name:sub(1, 5) ~= "HYLA_" then return error("it worked") end
    i = i + 1
  end
  return x
end
