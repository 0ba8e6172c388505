--- The other process of the case reload/inotify: an editor that writes beside and renames.
--
--   hyla renamer.lua FOLDER
--
-- Whenever FOLDER/turn/next is written, it puts new content into FOLDER/sum.lua and prints the
-- moment of the rename. The clock is the same in all processes.

local files = require("hyla.files")
local notices = require("hyla.notice")
local reload = require("hyla.bench.reload")
local system = require("hyla.system")

local folder = arg[1]
local path, turn = folder .. "/sum.lua", folder .. "/turn/next"
local board = assert(notices.open())
assert(board:add(folder .. "/turn"))

--- Renames another file to and fro: the first rename after a rest takes the kernel 50 us, which is
--- not what is timed. The other process looks for changes by then.
local function warm_up()
  assert(files.write(folder .. "/warm", ""))
  for _ = 1, 20 do
    assert(os.rename(folder .. "/warm", folder .. "/warm.tmp"))
    assert(os.rename(folder .. "/warm.tmp", folder .. "/warm"))
  end
end

io.stdout:setvbuf("line")
print("ready")
for n = 1, math.huge do
  assert(files.write(path .. ".tmp", reload.source(n)))
  board:wait()
  if files.read(turn) == "stop" then
    break
  end
  warm_up()
  local moment = system.seconds()
  assert(os.rename(path .. ".tmp", path))
  print(("%.9f"):format(moment))
end
