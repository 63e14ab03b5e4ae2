--- `tide test [PATTERN...]`: the specs, run by busted inside the program, because
-- ffi.C needs the symbols of the executable.
local failure = require "runtime.failure"

local function spec_files(patterns)
  local dir, path = require "pl.dir", require "pl.path"
  local all, chosen = dir.getallfiles(TIDE_ROOT .. "/tests", "*_spec.lua"), {}
  table.sort(all)
  if #patterns == 0 then return all end
  for _, pattern in ipairs(patterns) do
    local found = false
    if path.isfile(pattern) then
      chosen[#chosen + 1], found = pattern, true
    end
    -- stdlib/store is a folder of the tree without specs, and a part of the paths of some
    local folder = path.isdir(pattern) and path.abspath(pattern):gsub("/$", "") .. "/"
    for _, file in ipairs(found and {} or all) do
      local inside = folder and path.abspath(file):sub(1, #folder) == folder
      if inside or file:sub(#TIDE_ROOT + 2):find(pattern, 1, true) then
        chosen[#chosen + 1], found = file, true
      end
    end
    if not found then failure.raise(("no spec matches '%s'"):format(pattern), failure.USAGE) end
  end
  return chosen
end

local function run(opts)
  if not pcall(require, "busted.core") then
    failure.raise "busted is missing; ./tide test installs it (Debian package lua-busted)"
  end
  -- busted reads the global arg; after failures it leaves through error(nil).
  _G.arg = { [0] = "tide", unpack(spec_files(opts.pattern)) }
  local ok, raised = pcall(require "busted.runner",
    { standalone = false, output = "tests.support.output" })
  local counts = package.loaded["tests.support.counts"]
  if not ok and raised ~= nil then error(raised, 0) end
  return ok and counts and counts.failed == 0 and 0 or 1
end

return {
  name = "test",
  itself = true,
  summary = "the tests of tide itself",
  about = "Runs the specs in this program. Through the wrapper of a checkout, ./tide test also "
    .. "runs the linters, the C tests, and everything once more under the sanitizers; its --only "
    .. "unit|servers|browser|fuzz picks a part.",
  arguments = {
    {
      name = "PATTERN", help = "part of the path of specs, a file or a folder",
      many = true, optional = true,
    },
  },
  run = run,
}
