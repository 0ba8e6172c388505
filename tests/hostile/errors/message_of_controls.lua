-- expect: error
-- What the host prints of it has no escape sequence left.
error("\27[2J\27]0;title\7\r\8\8\127")
