--- `tide convert IN OUT`: a strategy in another form.
local host = require "stdlib.host"
local failure = require "runtime.failure"
local files = require "runtime.files"
local forms = require "runtime.convert.forms"
local nearest = require "stdlib.nearest"
local source = require "runtime.convert.source"
local terminal = require "runtime.terminal"
local write = require "runtime.convert.write"

local function is_lines(path) return path:find "%.jsonl$" or path:find "%.ndjson$" end

local function form_of(opts)
  if opts.to then return forms.find(opts.to) end
  if opts.out == "-" then
    failure.raise("'-' is standard output: '--to FORM' says what to write there", failure.USAGE)
  end
  if is_lines(opts["in"]) and not forms.of_path(opts.out) then return forms.find "lua" end
  local form = forms.of_path(opts.out)
  if form then return form end
  local ending = opts.out:match "%.(%w+)$" or ""
  failure.raise(("%s: '%s' is no ending that tide writes: %s, or '--to FORM'%s"):format(opts.out,
    ending, "." .. table.concat(forms.names, " ."), nearest.hint(ending, forms.names)),
    failure.USAGE)
end

local function read_options(opts)
  local params, frozen = {}, {}
  for _, pair in ipairs(opts.param) do
    if params[pair.name] then
      failure.raise(("'--param' sets %s twice"):format(pair.name), failure.USAGE)
    end
    params[pair.name] = pair.value
  end
  for _, name in ipairs(opts.freeze) do frozen[name] = true end
  return { params = params, frozen = frozen, indicators = opts.indicators, force = opts.force }
end

local function convert_one(opts, form, options)
  if files.plain(opts["in"]) == files.plain(opts.out) then
    failure.raise(("'convert' would write over what it reads: %s"):format(opts.out), failure.USAGE)
  end
  if opts.out ~= "-" and files.is_folder(opts.out) then
    failure.raise(("%s is a folder; one strategy goes to a file"):format(opts.out), failure.USAGE)
  end
  local from, message, usage = source.read(opts["in"], options)
  if not from then failure.raise(message, usage and failure.USAGE) end
  if opts.out == "-" then
    terminal.write(write.checked(from, form, options))
  else
    write.file(from, form, opts.out, options)
    terminal.write(("%s: %s, hash %s\n"):format(opts.out, from.model.name, from.hash))
  end
  return 0
end

--- One strategy of a file of many.
local function convert_line(path, number, line, opts, form, options)
  local where = ("%s:%d"):format(path, number)
  local from, message = source.read_line(path, where, line, options)
  if not from then return nil, message end
  from.origin = where
  local ok, raised = pcall(write.file, from, form,
    ("%s/%s"):format(opts.out:gsub("/+$", ""), write.name(from, form)), options)
  if ok then return true end
  if not failure.is(raised) then error(raised, 0) end
  return nil, raised.message
end

local function convert_lines(opts, form, options)
  if opts.out == "-" or forms.of_path(opts.out) and not files.is_folder(opts.out) then
    failure.raise(("%s holds many strategies: give a folder to write them to"):format(opts["in"]),
      failure.USAGE)
  end
  if #opts.param + #opts.freeze > 0 then
    failure.raise("'--param' and '--freeze' are for one strategy, not for JSON Lines",
      failure.USAGE)
  end
  local file, message = io.open(opts["in"], "rb")
  if not file then
    failure.raise(("%s: cannot read it: %s"):format(opts["in"], (message:gsub("^.*: ", ""))))
  end
  files.make_folder(opts.out)
  local started, number, total, done = host.C.tide_clock_seconds(), 0, 0, 0
  for line in file:lines() do
    number = number + 1
    if line:find "%S" then
      total = total + 1
      local ok, why = convert_line(opts["in"], number, line, opts, form, options)
      if ok then done = done + 1 else terminal.warn(terminal.printable(why)) end
      terminal.progress(started, ("%d strategies written to %s"):format(done, opts.out))
    end
  end
  file:close()
  terminal.clear()
  if total == 0 then failure.raise(opts["in"] .. ": there is no strategy in it") end
  terminal.write(("%d of %d written to %s\n"):format(done, total, opts.out))
  return done > 0 and 0 or failure.FAILED
end

return {
  name = "convert",
  summary = "a strategy in another form: Lua, JSON, Pine Script, Python",
  about = "Writes a strategy in the form that the ending of OUT says: .lua, .json, .jsonl, .pine "
    .. "(Pine Script 5) or .py (backtesting.py). Lua and JSON are read back before OUT is there: "
    .. "it is the same strategy, with the same hash. Parameters are found by running the rules "
    .. "with one of them varied at a time; one that is more than a number of the rules is refused "
    .. "with its line. Of a .jsonl file every strategy is written to a file in the folder OUT, "
    .. "named by the strategy and its hash.",
  arguments = {
    { name = "IN", help = "a .lua or .json file, or a .jsonl file of many strategies" },
    { name = "OUT", help = "a file, '-' for standard output, or a folder when IN is .jsonl" },
  },
  options = {
    { name = "to", value = "FORM", kind = "choice", choices = forms.names,
      shown = "by the ending of OUT, lua for a folder",
      help = "what to write: " .. table.concat(forms.names, ", ") },
    { name = "param", value = "NAME=VALUE", kind = "pair", repeated = true,
      help = "give a parameter another value, which becomes its default" },
    { name = "freeze", value = "NAME", repeated = true,
      help = "write this parameter as a constant" },
    { name = "indicators", value = "PATH", repeated = true,
      help = "a file with indicators (ta.define), or a folder of NAME.lua" },
    { name = "force", help = "write over files that are there" },
  },
  examples = {
    "tide convert strategies/breakout.lua breakout.json",
    "tide convert breakout.json - --to lua",
    "tide convert strategies/macd_trend.lua macd_trend.pine",
    "tide convert population.jsonl found/",
  },
  run = function(opts)
    local form, options = form_of(opts), read_options(opts)
    if is_lines(opts["in"]) then return convert_lines(opts, form, options) end
    return convert_one(opts, form, options)
  end,
}
