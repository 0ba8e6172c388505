--- lua/hyla/watch.lua: every way in which editors write files

local check = require("tests.support.check")
local files = require("hyla.files")
local scratch = require("tests.support.scratch")
local system = require("hyla.system")
local watches = require("hyla.watch")

local T = {}

-- a watch of the file `a.lua`, which holds "old"
local function watching(use)
  return scratch.test(function(folder)
    local watch, path = assert(watches.open()), folder .. "/a.lua"
    assert(files.write(path, "old"))
    check.equal(watch:add(path), "old")
    use(watch, path, folder)
    watch:close()
  end)
end

-- the only change there is
local function sole_change(watch)
  local changes = assert(watch:changes(1))
  check.equal(#changes, 1)
  return changes[1]
end

T.a_rename_is_a_change = watching(function(watch, path)
  assert(files.write(path .. ".tmp", "new"))
  assert(os.rename(path .. ".tmp", path))
  local change = sole_change(watch)
  check.equal(change.path, path)
  check.equal(change.source, "new")
  check.equal(#watch:changes(0), 0)
end)

T.a_file_written_in_place_is_a_change = watching(function(watch, path)
  local file = assert(io.open(path, "wb"))
  file:write("new")
  check.equal(#watch:changes(0), 0) -- open still
  file:close()
  check.equal(sole_change(watch).source, "new")
end)

T.a_file_deleted_and_made_again_is_a_change = watching(function(watch, path)
  assert(os.remove(path))
  check.equal(#watch:changes(0), 0)
  assert(files.write(path, "new"))
  check.equal(sole_change(watch).source, "new")
end)

T.the_same_content_is_none = watching(function(watch, path)
  assert(files.write(path, "old"))
  check.equal(#watch:changes(0.01), 0)
  assert(files.write(path .. ".tmp", "old"))
  assert(os.rename(path .. ".tmp", path))
  check.equal(#watch:changes(0.01), 0)
end)

T.many_writes_at_once_are_one_change = watching(function(watch, path)
  for i = 1, 500 do
    assert(files.write(path, "new " .. i))
  end
  check.equal(sole_change(watch).source, "new 500")
end)

T.more_writes_than_the_kernel_keeps_lose_nothing = watching(function(watch, path, folder)
  local limit = tonumber(files.read("/proc/sys/fs/inotify/max_queued_events")) or 16384
  for i = 1, math.min(limit, 20000) + 10 do
    assert(files.write(folder .. "/other" .. i % 2, ""))
  end
  assert(files.write(path, "new"))
  check.equal(sole_change(watch).source, "new")
end)

T.files_of_several_folders_are_told_in_the_order_they_were_added = watching(
  function(watch, path, folder)
    assert(system.make_directory(folder .. "/inner"))
    local second, third = folder .. "/inner/a.lua", folder .. "/b.lua"
    for _, other in ipairs({ second, third }) do
      assert(files.write(other, ""))
      assert(watch:add(other))
    end
    for _, other in ipairs({ third, second, path }) do
      assert(files.write(other, other))
    end
    local changes = assert(watch:changes(1))
    check.equal(#changes, 3)
    check.equal(changes[1].path, path)
    check.equal(changes[2].path, second)
    check.equal(changes[3].source, third)
  end
)

T.other_files_of_the_folder_do_not_matter = watching(function(watch, _, folder)
  assert(files.write(folder .. "/other", ""))
  check.equal(#watch:changes(0.01), 0)
end)

T.a_missing_file_is_named = watching(function(watch, path, folder)
  local source, message = watch:add(folder .. "/none.lua")
  check.equal(source, nil)
  check.equal(message, folder .. "/none.lua: No such file or directory")
  check.contains(select(2, watch:add(path .. "/x")), "Not a directory")
  check.contains(select(2, watch:add(folder .. "/nowhere/x")), "No such file or directory")
end)

T.a_folder_that_goes_is_named = watching(function(watch, path, folder)
  assert(os.remove(path))
  assert(os.remove(folder))
  local changes, message = watch:changes(1)
  check.equal(changes, nil)
  check.contains(message, folder .. "/: wanted the folder that is watched")
end)

return T
