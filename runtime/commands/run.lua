--- `tide run FILE.lua [WORD...]`: a workflow, which is a Lua file that calls what tide is made of.
local failure = require "runtime.failure"
local workflow = require "runtime.workflow"

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
  examples = { "tide run runtime/workflows/factory.lua", "tide run my.lua -- --fast" },
  run = function(opts)
    local code = workflow.run(opts.file, opts.word)
    if code ~= nil and type(code) ~= "number" then
      failure.raise(("%s: it returns a %s; a workflow returns nothing or its exit code")
        :format(opts.file, type(code)))
    end
    return code or 0
  end,
}
