--- Edits: a file, or the last block that was typed, in the user's editor.

local files = require("hyla.files")

local M = {}

local function quote(text)
  return "'" .. text:gsub("'", "'\\''") .. "'"
end

local function program()
  for _, name in ipairs({ "VISUAL", "EDITOR" }) do
    local value = os.getenv(name)
    if value and value ~= "" then
      return value
    end
  end
  return "vi"
end

--- Lets a file be edited; returns whether its content is another now.
local function edit_file(path)
  local before = files.read(path)
  if os.execute(("%s %s"):format(program(), quote(path))) ~= 0 then
    return nil, ("%s failed; $EDITOR names the editor"):format(program())
  end
  return files.read(path) ~= before
end

--- Lets the last block be edited, and evaluates it.
local function edit_block(session)
  local path = os.tmpname()
  assert(files.write(path, (session.block or "") .. "\n"))
  local _, message = edit_file(path)
  local text = files.read(path)
  os.remove(path)
  if message then
    return session:complain(message)
  end
  text = text:gsub("%s+$", "")
  if text ~= "" then
    print(text)
    session:evaluate(text)
  end
end

--- Runs `:edit`: what was written is run.
---
---@param session Session
---@param path string Empty for the last block.
---@param load_file fun(session: Session, path: string)
function M.run(session, path, load_file)
  if path == "" then
    return edit_block(session)
  end
  local is_changed, message = edit_file(path)
  if message then
    session:complain(message)
  elseif is_changed then
    load_file(session, path)
  else
    print(path .. " is unchanged")
  end
end

return M
