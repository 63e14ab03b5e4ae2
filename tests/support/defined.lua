--- Strategy files around an indicator of ta.define.
local loader = require "runtime.loader"
local program = require "tests.support.program"

local defined = {}

--- A moving average like ta.sma, on lines 1 to 13 of a file.
defined.SMA = [[
local my_sma = ta.define {
  name = "my_sma",
  unit = "price",
  params = { period = int { 20, min = 1, max = 500 } },
  lookback = function(p) return p.period - 1 end,
  batch = function(n, input, p, output)
    for t = p.period, n do
      local sum = 0
      for k = t - p.period + 1, t do sum = sum + input.real[k] end
      output.value[t] = sum / p.period
    end
  end,
}
]]

--- A strategy whose long side is given by two lines of rules.
function defined.strategy(head, enter, exit)
  return ([[%sreturn strategy {
  name = "defined",
  rules = function(m)
    return { long = { enter = %s, exit = %s } }
  end,
}
]]):format(head, enter, exit)
end

--- An indicator with this body of batch, on line 5, used by a strategy.
function defined.batch(body, more)
  return defined.strategy(([[
kept = { n = 0 } local bad = ta.define {
  name = "bad", %s
  lookback = 0,
  batch = function(n, input, p, output)
%s
  end,
}
]]):format(more or "", body), "m.close:above(bad(m.close))", "m.close:below(5)")
end

--- A folder for files; remove it with program.remove.
-- @param files  { [name] = text }
function defined.folder(files)
  local folder = program.folder()
  program.shell(("mkdir -p '%s/indicators'"):format(folder))
  for name, text in pairs(files) do program.write(folder .. "/" .. name, text) end
  return folder
end

--- Load a text as FILE. @return strategy, or nil and the message; what it printed
function defined.load(text, more, name)
  local folder = defined.folder { [name or "FILE.lua"] = text }
  local printed = {}
  local s, message = loader.load(folder .. "/" .. (name or "FILE.lua"), {},
    function(line) printed[#printed + 1] = line end, more)
  program.remove(folder)
  return s, message and message:gsub(folder:gsub("%p", "%%%0") .. "/", ""), table.concat(printed)
end

return defined
