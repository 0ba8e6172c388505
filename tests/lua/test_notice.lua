--- runtime/script/bind_notice.c

local check = require("tests.support.check")
local files = require("hyla.files")
local notices = require("hyla.notice")
local scratch = require("tests.support.scratch")
local system = require("hyla.system")

local T = {}

local function with_board(use)
  return scratch.test(function(folder)
    local board = assert(notices.open())
    use(board, folder)
    board:close()
  end)
end

T.a_close_and_a_rename_are_told_in_order = with_board(function(board, folder)
  local id = assert(board:add(folder))
  assert(files.write(folder .. "/one", "1"))
  assert(os.rename(folder .. "/one", folder .. "/two"))
  local list = board:wait(1)
  check.equal(#list, 2)
  check.equal(list[1].kind, "written")
  check.equal(list[1].folder, id)
  check.equal(list[1].name, "one")
  check.equal(list[2].name, "two")
  check.equal(#board:wait(0), 0)
end)

T.a_wait_ends_in_time = with_board(function(board, folder)
  assert(board:add(folder))
  local start = system.seconds()
  check.equal(#board:wait(0.01), 0)
  check.truthy(system.seconds() - start >= 0.009)
end)

T.a_folder_keeps_its_id = with_board(function(board, folder)
  check.equal(board:add(folder), board:add(folder .. "/."))
end)

T.a_folder_that_goes_is_told = with_board(function(board, folder)
  assert(system.make_directory(folder .. "/inner"))
  local id = assert(board:add(folder .. "/inner"))
  assert(os.remove(folder .. "/inner"))
  local list = board:wait(1)
  check.equal(list[1].kind, "gone")
  check.equal(list[1].folder, id)
end)

T.what_is_no_folder_is_named = with_board(function(board, folder)
  local id, message = board:add(folder .. "/none")
  check.equal(id, nil)
  check.equal(message, folder .. "/none: No such file or directory")
  assert(files.write(folder .. "/file", ""))
  check.contains(select(2, board:add(folder .. "/file")), "Not a directory")
end)

function T.a_closed_board_raises()
  local board = assert(notices.open())
  board:close()
  board:close()
  check.fails("the board is closed", board.wait, board, 0)
  check.fails("the board is closed", board.add, board, ".")
end

return T
