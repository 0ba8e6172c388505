--- CMakeLists.txt: what `cmake --install` leaves behind runs from anywhere.

local check = require("tests.support.check")
local program = require("tests.support.program")

local INSTALL = [[
  build=$(dirname "$(realpath %s)"); prefix=$(mktemp -d)
  cmake --install "$build" --prefix "$prefix" >&2 && cd / && "$prefix/bin/hyla" -e %s &&
    cd "$prefix/share" && head -c 9 man/man1/hyla.1 bash-completion/completions/hyla \
      zsh/site-functions/_hyla fish/vendor_completions.d/hyla.fish
  status=$?; rm -rf "$prefix"; exit $status]]

local T = {}

function T.the_installed_program_finds_its_own_lua_files_and_brings_its_manual()
  local binary = program.quote(os.getenv("HYLA_BINARY") or "build/hyla")
  local script = program.quote('print(package.path:match("^[^;]+"))')
  local status, output, errors = program.shell(INSTALL:format(binary, script))
  check.equal(errors:match("CMake Error[^\n]*"), nil)
  check.equal(status, 0)
  check.truthy(output:find("/share/hyla/lua/?.lua\n", 1, true))
  -- the manual and what shells complete by
  for _, first in ipairs({ "\n.TH HYLA ", "\n_hyla() {", "\n#compdef ", "\nfunction " }) do
    check.contains(output, first)
  end
end

return T
