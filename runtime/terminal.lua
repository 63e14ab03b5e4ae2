--- What people see: results on stdout, messages on stderr, colour and progress
-- only where a terminal shows them.
local host = require "stdlib.host"

local terminal = { STDIN = 0, STDOUT = 1, STDERR = 2 }

--- Columns of the terminal behind a file descriptor, or nil when it is none.
function terminal.width(fd)
  local columns = host.C.tide_terminal_width(fd)
  return columns > 0 and columns or nil
end

--- Columns to lay text out for: those of the terminal, at least 40; 80 elsewhere.
function terminal.columns(fd) return math.max(terminal.width(fd or terminal.STDOUT) or 80, 40) end

--- May this output be coloured?
function terminal.colour(fd)
  local no = os.getenv "NO_COLOR"
  return terminal.width(fd) ~= nil and (no == nil or no == "") and os.getenv "TERM" ~= "dumb"
end

local STYLES = {
  bold = "\27[1m", dim = "\27[2m",
  green = "\27[32m", red = "\27[31m", yellow = "\27[33m", blue = "\27[34m",
}

--- A function(text, style) that styles a text on the standard output, or leaves it as it is.
function terminal.painter()
  if not terminal.colour(terminal.STDOUT) then return function(text) return text end end
  return function(text, style) return style and STYLES[style] .. text .. "\27[0m" or text end
end

local closed = false

--- Write a result. A reader that went away ends the program quietly.
function terminal.write(...)
  local ok, message, number = io.stdout:write(...)
  if ok then ok, message, number = io.stdout:flush() end
  if ok or closed then return end
  closed = true
  error(require("runtime.failure").new(
    number ~= 32 and "cannot write the result: " .. message or nil, number ~= 32 and 1 or 141))
end

--- A message that is no failure: "tide: warning: ...".
function terminal.warn(message)
  terminal.clear()
  io.stderr:write("tide: warning: ", message, "\n")
end

--- Text from elsewhere on one line: no control characters.
function terminal.printable(text) return (text:gsub("%c", "?")) end

local shown, last = false, 0

--- Show what is being done, when it takes longer than a second and somebody looks.
-- @param started  tide_clock_seconds when the whole began
function terminal.progress(started, text)
  local now = host.C.tide_clock_seconds()
  local width = terminal.width(terminal.STDERR)
  if not width or now - started < 1 or now - last < 0.1 then return end
  io.stderr:write("\r\27[K", text:sub(1, width - 1))
  io.stderr:flush()
  shown, last = true, now
end

--- Take the progress line away.
function terminal.clear()
  if not shown then return end
  io.stderr:write "\r\27[K"
  shown = false
end

return terminal
