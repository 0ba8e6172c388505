-- expect: same
-- A table in a text that Lua would read again: by its name, which tells no address.
return function(x) return ("%q"):format({}):find("0x") and error("it worked") or x end
