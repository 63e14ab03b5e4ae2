--- `tide run FILE.lua [WORD...]`: a workflow, which is a Lua file that calls what tide is made of.
local failure = require "runtime.failure"
local files = require "runtime.files"
local workflow = require "runtime.workflow"

local function watched(opts)
  files.read(opts.file) -- says what is wrong with it
  local rewatch = require "runtime.rewatch"
  local paths = rewatch.beside(opts.file)
  for _, word in ipairs(opts.word) do
    if files.exists(word) and not files.is_folder(word) then paths[#paths + 1] = word end
  end
  return rewatch.run({ "run", opts.file, "--", unpack(opts.word) }, paths)
end

return {
  name = "run",
  summary = "a workflow: a Lua file that chains what tide can do",
  about = "Runs a Lua file with everything of stdlib and the commands of tide at hand. It is a "
    .. "program of your own: it may read, write and start what you may. The words after it are "
    .. "its arguments, '...' in the file.",
  arguments = {
    { name = "FILE", help = "a .lua file; runtime/workflows has some to copy" },
    { name = "WORD", help = "an argument of the file", many = true, optional = true },
  },
  options = {
    { name = "watch", help = "run it again whenever it changes, or a file that is one of its "
      .. "arguments or lies beside it, until Ctrl-C" },
  },
  examples = {
    "tide run runtime/workflows/factory.lua", "tide run my.lua -- --fast",
    "tide run my.lua BTCUSDT_1h.csv --watch",
  },
  run = function(opts)
    if opts.watch then return watched(opts) end
    local code = workflow.run(opts.file, opts.word)
    if code ~= nil and type(code) ~= "number" then
      failure.raise(("%s: it returns a %s; a workflow returns nothing or its exit code")
        :format(opts.file, type(code)))
    end
    return code or 0
  end,
}
