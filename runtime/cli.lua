--- Turns arguments into a command and its failures into messages and exit codes.
local cli = {}

--- A failure a user can do something about: raise it with error(cli.fail(...)).
-- @param code  1 failed, 2 wrong usage
function cli.failure(message, code) return setmetatable({ message = message, code = code or 1 }, cli) end

--- @return the exit code
function cli.main(args)
  local name = args[1]
  local ok, command = pcall(require, "runtime.commands." .. tostring(name))
  if not ok then
    io.stderr:write(("tide: unknown command '%s'\n"):format(tostring(name)))
    return 2
  end
  return command.run(args)
end

return cli
