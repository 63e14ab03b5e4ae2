--- `tide help [COMMAND]`.
local cli = require "runtime.cli"
local help = require "runtime.help"
local terminal = require "runtime.terminal"

return {
  name = "help",
  itself = true,
  summary = "what a command does and its options",
  arguments = {
    { name = "COMMAND", help = "which; without one: all", many = true, optional = true },
  },
  options = { { name = "markdown", help = "print the reference of all commands" } },
  run = function(opts)
    if opts.markdown then
      terminal.write(require("runtime.reference").markdown(cli.commands()))
    elseif not opts.command[1] then
      terminal.write(cli.overview())
    else
      terminal.write(help.command(cli.find(opts.command), terminal.columns()))
    end
    return 0
  end,
}
