--- `tide help [COMMAND]`.
local cli = require "runtime.cli"
local files = require "runtime.files"
local help = require "runtime.help"
local terminal = require "runtime.terminal"

--- Type stubs for editors, a file for each part.
local function write_stubs(folder)
  for _, name in ipairs { "strategy", "ta", "session" } do
    files.save(("%s/%s.lua"):format(folder, name),
      require("runtime.docs.luals." .. name).text(), "type stubs")
  end
end

return {
  name = "help",
  itself = true,
  summary = "what a command does and its options",
  arguments = {
    { name = "COMMAND", help = "which; without one: all", many = true, optional = true },
  },
  options = {
    { name = "markdown", help = "print the reference of all commands" },
    { name = "luals", value = "FOLDER", help = "write type stubs for editors that know Lua" },
  },
  run = function(opts)
    if opts.markdown then
      terminal.write(require("runtime.reference").markdown(cli.commands()))
    elseif opts.luals then
      write_stubs(opts.luals)
    elseif not opts.command[1] then
      terminal.write(cli.overview())
    else
      terminal.write(help.command(cli.find(opts.command), terminal.columns()))
    end
    return 0
  end,
}
