--- What every command with --report does beside telling what it found.
local command_line = require "runtime.command_line"
local failure = require "runtime.failure"
local settings = require "runtime.settings"

local report = {}

--- The option.
report.option =
  { name = "report", value = "OUT.html", help = "write an HTML report that opens offline" }

--- Refuse at the beginning what could not be written at the end.
function report.check(opts)
  if not opts.report then return end
  local ok, message = require("stdlib.report").available()
  if not ok then failure.raise(message) end
end

--- Settings of an account as a page tells them, the profile among them.
function report.account(s)
  local made = settings.table(s)
  made.profile = settings.profile(s)
  return made
end

--- The command to repeat.
report.command = command_line.text

--- Write a page.
-- @param module  of stdlib.report, with write(path, found)
function report.write(module, path, found)
  local ok, message = module.write(path, found)
  if not ok then failure.raise(message) end
end

return report
