--- `tide test [PATTERN...]`: the busted specs, inside the program, because
-- ffi.C needs the symbols of the executable.
local test = {}

function test.run(args)
  local roots = {}
  for i = 2, #args do roots[#roots + 1] = args[i] end
  _G.arg = { [0] = args[0], "--pattern=_spec", unpack(#roots > 0 and roots or { TIDE_ROOT .. "/tests" }) }
  require "busted.runner" { standalone = false }
  return 0
end

return test
