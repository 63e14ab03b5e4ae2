--- `tide version`.
local ffi = require "ffi"
local host = require "stdlib.host"
local json = require "stdlib.json"
local terminal = require "runtime.terminal"

return {
  name = "version",
  itself = true,
  summary = "the version of tide and what it runs on",
  options = { { name = "json", help = "print one JSON document" } },
  run = function(opts)
    local version = ffi.string(host.C.tide_version())
    if opts.json then
      terminal.write(json.encode(json.object {
        "version", version, "interface", host.C.tide_api_version(),
        "lua", jit.version, "system", jit.os, "machine", jit.arch,
      }), "\n")
    else
      terminal.write(("tide %s (%s, %s %s)\n"):format(version, jit.version, jit.os, jit.arch))
    end
    return 0
  end,
}
