--- Writes what a fuzzer starts from: files of our writers, those of the tests, and programs.
--
-- hyla tests/fuzz/write_seeds.lua FOLDER, which gets the folders gate, safetensors and npy.

local attack = require("tests.support.attack")
local files = require("hyla.files")
local npy = require("hyla.npy")
local safetensors = require("hyla.safetensors")
local system = require("hyla.system")
local t = require("hyla.tensor")

local GOLDEN = "tests/lua/golden"

local function copy_golden(folder)
  for _, name in ipairs(assert(system.list(GOLDEN))) do
    local reader = name:find("%.safetensors$") and "safetensors" or "npy"
    local text = assert(files.read(GOLDEN .. "/" .. name))
    assert(files.write(("%s/%s/%s"):format(folder, reader, name), text))
  end
end

local function write_trees(folder)
  local trees = {
    empty = {},
    scalar = { t.tensor(1) },
    layers = { layers = { { w = t.arange(6):reshape(2, 3), b = t.zeros({ 0 }) } }, n = t.eye(2) },
  }
  for name, tree in pairs(trees) do
    assert(safetensors.write(("%s/safetensors/%s"):format(folder, name), tree, { note = name }))
    assert(npy.write(("%s/npy/%s.npz"):format(folder, name), tree))
  end
  assert(npy.write(folder .. "/npy/vector.npy", t.arange(3)))
end

local function copy_programs(folder)
  for _, from in ipairs({ "agents", "editors", "tests/hostile" }) do
    for _, path in ipairs(attack.list(from)) do
      local text = assert(files.read(path))
      assert(files.write(("%s/gate/%s"):format(folder, (path:gsub("/", "-"))), text))
    end
  end
end

local folder = assert(..., "usage: hyla tests/fuzz/write_seeds.lua FOLDER")
for _, reader in ipairs({ "gate", "safetensors", "npy" }) do
  assert(files.make_directories(folder .. "/" .. reader))
end
copy_golden(folder)
write_trees(folder)
copy_programs(folder)
