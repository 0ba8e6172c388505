--- Fails when clang-tidy dislikes a C file: hyla tests/lint/tidy.lua BUILD_FOLDER.

local files = require("hyla.files")
local json = require("cjson")
local lint = require("tests.support.lint")
local system = require("hyla.system")

-- one file a process: clang-tidy 14 loses sight of va_start in the second file of a process
local COMMAND = [[
  out=$(xargs -n 1 -P "$(nproc)" clang-tidy --quiet -p '%s' \
    --extra-arg=-Wno-unknown-warning-option 2>&1); status=$?
  printf '%%s\n' "$out" | sed "/warnings* generated/d; s|^$PWD/||; /^$/d"
  exit $status]]

--- Makes a folder that says once how each file is compiled: clang-tidy would look at a kernel once
--- for each element type and instruction set.
local function single_commands(build)
  local commands, seen = {}, {}
  for _, command in ipairs(json.decode(lint.read(build .. "/compile_commands.json"))) do
    if not seen[command.file] then
      seen[command.file] = true
      commands[#commands + 1] = command
    end
  end
  local folder = build .. "/tidy"
  assert(system.make_directory(folder))
  assert(files.write(folder .. "/compile_commands.json", json.encode(commands)))
  return folder
end

-- the fuzzers are another compiler's work, with flags of their own
lint.run_tool(COMMAND:format(single_commands(arg[1])), lint.files("^runtime/.*%.c$",
  "^kernels/.*%.c$", "^tests/%w+/test_.*%.c$", "^tests/runtime/.*%.c$", "^tests/bench/.*%.c$"))
