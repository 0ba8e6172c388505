--- The hyla program as a user meets it: run from a shell, seen by its output and exit status.

local M = {}

local function take_file(path)
  local file = assert(io.open(path, "rb"))
  local text = file:read("*a")
  file:close()
  os.remove(path)
  return text
end

--- Returns a word that a POSIX shell reads back as the text.
---
---@param text string
---@return string word
function M.quote(text)
  return "'" .. text:gsub("'", "'\\''") .. "'"
end

--- Runs a shell command without standard input.
---
---@param command string
---@return integer status
---@return string output
---@return string errors
function M.shell(command)
  local output, errors = os.tmpname(), os.tmpname()
  local line = ("(%s) <"):format(command) .. ("/dev/null >%s 2>%s"):format(output, errors)
  local status = os.execute(line)
  return math.floor(status / 256), take_file(output), take_file(errors)
end

--- Runs hyla with these words on its command line.
---
---@param ... string
---@return integer status
---@return string output
---@return string errors
function M.run(...)
  local words = { M.quote(os.getenv("HYLA_BINARY") or "build/hyla") }
  for _, word in ipairs({ ... }) do
    words[#words + 1] = M.quote(word)
  end
  return M.shell(table.concat(words, " "))
end

return M
