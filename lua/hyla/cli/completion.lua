--- hyla completion: what lets a shell complete commands and options, made from their descriptions.

local M = {}

---@param parser table
function M.describe(parser)
  parser:argument("shell", "Which shell."):choices({ "bash", "zsh", "fish" })
  parser:epilog([[
examples:
  source <(hyla completion bash)                     in this shell
  hyla completion bash > ~/.local/share/bash-completion/completions/hyla
  hyla completion zsh > ~/.zfunc/_hyla               with ~/.zfunc in fpath
  hyla completion fish > ~/.config/fish/completions/hyla.fish

`cmake --install` puts all three where the shells of a system look for them.]])
end

---@param arguments table
---@return integer status
function M.run(arguments)
  local parser = require("hyla.cli.catalogue").parser()
  io.write(parser[("get_%s_complete"):format(arguments.shell)](parser))
  return 0
end

return M
