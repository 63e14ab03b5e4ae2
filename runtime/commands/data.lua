--- `tide data check FILE...`: what a candle file holds, and what is wrong with it; `tide data
-- permute FILE OUT`: its candles in another order; `tide data regimes FILE...`: when it was bull.
local candle_file = require "runtime.candle_file"
local candles = require "stdlib.candles"
local failure = require "runtime.failure"
local files = require "runtime.files"
local json = require "stdlib.json"
local quality = require "stdlib.quality"
local regimes = require "runtime.data.regimes"
local simulation = require "runtime.simulation"
local terminal = require "runtime.terminal"
local time = require "stdlib.time"

local SHOWN = 20 -- rows of a list that the text shows; JSON has them all
local DELIMITERS = { [","] = "commas", [";"] = "semicolons", ["\t"] = "tabs", ["|"] = "bars" }

--- Everything that is said about one file that loads.
local function inspect(path, c)
  local gaps, missing = quality.gaps(c.cdata)
  return {
    path = path, candles = c, report = c.report, gaps = gaps, missing = missing,
    zero_volume = quality.zero_volume(c.cdata), outliers = quality.outliers(c.cdata),
    from = tonumber(c.cdata.time[0]) / 1000, to = tonumber(c.cdata.time[c.n - 1]) / 1000,
  }
end

local function rows_json(rows)
  return json.object { "count", rows.count, "lines", json.array(rows.lines) }
end

local function gaps_json(gaps)
  local list = {}
  for i, gap in ipairs(gaps) do
    list[i] = json.object { "after", gap.after, "missing", gap.missing }
  end
  return json.array(list)
end

local function outliers_json(outliers)
  local list = {}
  for i, outlier in ipairs(outliers) do
    list[i] = json.object { "time", outlier.time, "medians", outlier.times }
  end
  return json.array(list)
end

local function format_json(report)
  return json.object {
    "columns", report.columns, "delimiter", report.delimiter, "header", report.header,
    "gzip", report.gzip, "time_unit", report.time_unit,
    "order", report.newest_first and "newest first" or "oldest first",
    "stamp", report.close_stamped and "close" or "open",
  }
end

local function as_json(check)
  if check.message then
    return json.object { "path", check.path, "loadable", false, "error", check.message }
  end
  local c, report = check.candles, check.report
  return json.object {
    "path", check.path, "loadable", true, "symbol", c.symbol, "timeframe", c.timeframe,
    "bars", c.n, "from", check.from, "to", check.to, "format", format_json(report),
    "rows", report.rows, "gaps", gaps_json(check.gaps), "missing", check.missing,
    "weekend_gaps", report.weekend_gaps,
    "duplicates", rows_json(report.duplicates), "conflicts", rows_json(report.conflicts),
    "empty_rows", rows_json(report.empty), "dropped", report.dropped,
    "volume", c.cdata.volume ~= nil, "zero_volume", json.array(check.zero_volume),
    "outliers", outliers_json(check.outliers), "notes", json.array(c.notes),
  }
end

local function format_text(report)
  local words = {
    report.header and "header" or "no header", DELIMITERS[report.delimiter],
    report.time_unit == "text" and "times as text" or "times in " .. report.time_unit,
    report.newest_first and "newest first" or "oldest first",
  }
  if report.close_stamped then words[#words + 1] = "stamped at the close" end
  if report.gzip then words[#words + 1] = "gzip" end
  return table.concat(words, ", ")
end

--- A row of the table, and the rows of its list below it.
local function put(out, name, text, list)
  out[#out + 1] = ("  %-12s %s\n"):format(name, text)
  for i = 1, math.min(#(list or {}), SHOWN) do out[#out + 1] = (" "):rep(15) .. list[i] .. "\n" end
  if list and #list > SHOWN then
    out[#out + 1] = ("%sand %d more\n"):format((" "):rep(15), #list - SHOWN)
  end
end

local function map(list, f)
  local out = {}
  for i, item in ipairs(list) do out[i] = f(item) end
  return out
end

local function rows_text(rows)
  if rows.count == 0 then return "none" end
  return ("%d, line%s %s%s"):format(rows.count, rows.count == 1 and "" or "s",
    table.concat(rows.lines, ", "), rows.count > #rows.lines and ", ..." or "")
end

local function count_text(n) return n == 0 and "none" or tostring(n) end

local function as_text(check)
  local c, report, out = check.candles, check.report, {}
  out[1] = ("%s: %s, %d candles of %s\n"):format(check.path, c.symbol, c.n, c.timeframe)
  put(out, "from", time.format(check.from))
  put(out, "to", time.format(check.to))
  put(out, "format", format_text(report))
  put(out, "columns", report.columns)
  put(out, "gaps", #check.gaps == 0 and "none"
    or ("%d, %d candles missing%s"):format(#check.gaps, check.missing,
      report.weekend_gaps > 0 and (", %d over a weekend"):format(report.weekend_gaps) or ""),
    map(check.gaps, function(g) return ("%d after %s"):format(g.missing, time.format(g.after)) end))
  put(out, "duplicates", rows_text(report.duplicates))
  put(out, "conflicts", rows_text(report.conflicts))
  put(out, "empty rows", rows_text(report.empty))
  put(out, "zero volume", c.cdata.volume == nil and "no volume column"
    or count_text(#check.zero_volume), map(check.zero_volume, time.format))
  put(out, "outliers", count_text(#check.outliers), map(check.outliers, function(o)
    return ("%s, %.0f times the median distance"):format(time.format(o.time), o.times)
  end))
  if report.dropped > 0 then put(out, "dropped", c.notes[#c.notes]) end
  return table.concat(out)
end

local function run_check(opts)
  local code, results = 0, {}
  for i, path in ipairs(opts.file) do
    local c, message = candles.load(path, { allow_negative = opts.allow_negative })
    local check = c and inspect(path, c) or { path = path, message = message }
    results[i] = opts.json and as_json(check)
    if not c then
      io.stderr:write("tide: ", message, "\n")
      code = 1
    elseif not opts.json then
      terminal.write((i > 1 and "\n" or "") .. as_text(check))
    end
  end
  if opts.json then
    terminal.write(json.encode(#results == 1 and results[1]
      or json.object { "results", json.array(results) }), "\n")
  end
  return code
end

local check = {
  name = "data check",
  summary = "what a candle file holds, and what is wrong with it",
  about = "Reads CSV files of candles, plain or gzip, as every other command does, and reports "
    .. "their format, gaps, repeated rows, candles without volume and outliers: candles that "
    .. "reach more than " .. quality.OUTLIER_FACTOR .. " times as far from the close before as the "
    .. "median candle. Exits with 1 when a file is refused.",
  arguments = { { name = "FILE", help = "a CSV file", many = true } },
  options = {
    { name = "json", help = "print one JSON document" },
    { name = "allow-negative", help = "accept prices of zero and below" },
  },
  run = run_check,
}

local function run_permute(opts)
  if files.plain(opts.file) == files.plain(opts.out) then
    failure.raise("'data permute' would write over the candles it reads: " .. opts.out,
      failure.USAGE)
  end
  local loaded = simulation.load_candles({ path = opts.file }, opts)
  local shuffled, message = loaded:permute(opts.seed, opts.block)
  if not shuffled then failure.raise(("%s: %s"):format(opts.file, message)) end
  candle_file.save(opts.out, shuffled.cdata)
  io.stderr:write(("tide: %d candles of %s written to %s in another order\n"):format(shuffled.n,
    loaded.symbol, opts.out))
  return 0
end

local permute = {
  name = "data permute",
  summary = "the candles of a file in another order",
  about = "Writes a market that has the moves of the file's candles, and in which no move tells "
    .. "of the next: all candles but the first change places, in blocks, each with its gap, its "
    .. "shape and its volume. The first candle and the last price stay. What a strategy or a "
    .. "search earns there is luck.",
  arguments = {
    { name = "FILE", help = "a CSV file" }, { name = "OUT", help = "the CSV file to be written" },
  },
  options = {
    { name = "seed", value = "S", kind = "integer", min = 0, default = 1, help = "which order" },
    { name = "block", value = "B", kind = "integer", min = 1, max = 2 ^ 30, default = 1,
      help = "candles that stay together; what lasts less than that survives in part" },
  },
  examples = { "tide data permute BTCUSDT_1h.csv SHUFFLED_1h.csv --seed 7" },
  run = run_permute,
}

return {
  name = "data", summary = "look after candle files",
  commands = { check, permute, regimes },
}
