--- The hyla program as a user meets it: run from a shell, seen by its output and exit status.

local files = require("hyla.files")

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

local function binary()
  return M.quote(os.getenv("HYLA_BINARY") or "build/hyla")
end

--- Returns settings that run hyla where the kernel has no seccomp.
---
---@return string
function M.without_seccomp()
  local folder = (os.getenv("HYLA_BINARY") or "build/hyla"):match("^(.*)/") or "."
  return M.quote(folder .. "/tests/without_seccomp")
end

--- Runs hyla without colour and in the plain locale, unless the settings say otherwise.
---
---@param words string As a shell reads them.
---@param input? string For standard input.
---@param settings? string Put before the program: variables, or a command that runs it.
---@return { status: integer, out: string, err: string }
function M.hyla(words, input, settings)
  local source = os.tmpname()
  assert(files.write(source, input or ""))
  local line = ("env -u CLICOLOR_FORCE LC_ALL=C %s %s %s <%s"):format(
    settings or "",
    binary(),
    words,
    source
  )
  local status, out, err = M.shell(line)
  os.remove(source)
  return { status = status, out = out, err = err }
end

--- Runs hyla with these words on its command line.
---
---@param ... string
---@return integer status
---@return string output
---@return string errors
function M.run(...)
  local words = { binary() }
  for _, word in ipairs({ ... }) do
    words[#words + 1] = M.quote(word)
  end
  return M.shell(table.concat(words, " "))
end

return M
