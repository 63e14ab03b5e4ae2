--- The options of `tide validate`.
local lookahead = require "stdlib.research.lookahead.prefixes"
local regimes = require "runtime.regimes"
local simulation = require "runtime.simulation"
local sizes = require "runtime.sizes"
local split = require "stdlib.research.split"
local storage = require "runtime.storage"
local windows = require "stdlib.research.windows"

local options = {}

local function length(name, help)
  return { name = name, value = "LENGTH", default = windows.defaults[name],
    parse = function(word)
      local ok, wanted = windows.parse_length(word)
      return ok and word, wanted
    end, help = help }
end

local own = {
  { name = "type", value = "NAME", help = "what kind of strategy this is, for its own numbers: "
      .. "trend, reversion, scalping, carry, or one of --checks" },
  { name = "checks", value = "FILE.lua", shown = "config/validation.lua",
    help = "the numbers to compare with, those that differ" },
  { name = "hypothesis", value = "NAME.md", shown = "the .md beside the strategy",
    help = "the document with its predictions ('tide research new')" },
  { name = "split", value = "A,B,C", parse = split.parse, default = { 0.6, 0.3, 0.1 },
    shown = "0.6,0.3,0.1", help = "shares of the bars: in-sample, validation, test" },
  { name = "sealed", help = "leave the test part closed: a rehearsal, whose verdict is not kept" },
  length("train", "what a window of the walk-forward learns from: 180d, or bars"),
  length("test", "what it trades after that"),
  length("step", "how far the windows are apart"),
  { name = "prefixes", value = "N", kind = "integer", min = 1, max = 1e7,
    default = lookahead.COUNT, help = "of the look-ahead test" },
  { name = "seed", value = "S", kind = "integer", min = 0, default = 1,
    help = "the same seed draws the same paths and combinations" },
  { name = "threads", value = "N", kind = "integer", min = 1, max = 1024,
    shown = "as many as the machine runs", help = "threads that compute" },
  { name = "memory", value = "SIZE", parse = sizes.parse, default = sizes.DEFAULT,
    shown = "1GiB", help = "for columns of indicators and conditions" },
  storage.option,
  { name = "out", value = "DIR", default = ".",
    help = "where validation.html, validation.json and validation.md are written" },
  { name = "no-files", help = "write none of them" },
  { name = "json", help = "print one JSON document" },
}

--- All options of the command.
function options.all()
  local list, taken = {}, { engine = true }
  for _, some in ipairs { simulation.with_options {}, regimes.options, own } do
    for _, option in ipairs(some) do
      if not taken[option.name] then list[#list + 1] = option end
    end
  end
  return list
end

return options
