-- expect: bad_output
-- A text with the bytes of a packed table stays a text.
return function() return "T\2\0\0\0\0\0\0\0N\0\0\0\0\0\0\240\63" end
