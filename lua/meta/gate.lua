---@meta hyla.gate

--- Gates: what can be told of a source before any process is touched.
--
-- The host's side: it never compiles a candidate. The gate refuses only what the compiler refuses
-- too, and NUL bytes; what only the compiler can tell, a worker says.

local gate = {}

--- Looks at a source: its size (1 MiB at most), its bytes, its tokens, its syntax, its nesting.
---
--- The fingerprint is that of the tokens: comments, spaces and the quotes of strings do not count,
--- spelling does, so 16 and 0x10 are two. It tells sources apart that nobody made to be confused.
---@param source string
---@param name string         Stands before the line in a message.
---@return string? fingerprint 16 bytes.
---@return boolean|string has_cdata Whether it has a literal such as 1LL, 2ULL or 3i, for which the
--- compiler loads the FFI library; or the message, such as "agent:3: a string without an end".
function gate.check(source, name) end

return gate
