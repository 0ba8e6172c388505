--- runtime/script/bind_line.c

local check = require("tests.support.check")
local line = require("hyla.line")
local scratch = require("tests.support.scratch")

local T = {}

T.a_history_is_saved_and_loaded = scratch.test(function(folder)
  local editor = assert(line.open())
  editor:remember("1 + 1")
  check.equal(editor:save(folder .. "/history"), true)
  check.equal(editor:load(folder .. "/history"), true)
  check.equal(editor:load(folder .. "/none"), false)
  editor:close()
end)

function T.a_closed_editor_is_refused()
  local editor = assert(line.open())
  editor:close()
  editor:close()
  local ok, message = pcall(editor.read, editor, "> ")
  check.equal(ok, false)
  check.truthy(message:find("the editor is closed", 1, true))
end

return T
