--- The HTML report of a walk-forward: what was traded as one account, what each window promised
-- and kept, and how parameters moved. One file that opens offline.
--
--     local ok, message = report.write("out.html", {
--       walks = { { symbol, windows, stitched, drift, block, facts, sentences, rows, choice } },
--       objective = text, settings = table of the account, command =, heading = })
--
-- windows, stitched and drift are those of runtime.walkforward.run; facts and sentences are texts,
-- rows { { name, text }, ... }, choice = function(window) -> what was chosen, as text.
local ffi = require "ffi"
local axis = require "stdlib.optimizer.axis"
local cells = require "stdlib.report.cells"
local format = require "stdlib.report.format"
local frontend = require "stdlib.report.frontend"
local honesty = require "stdlib.research.honesty"
local html = require "stdlib.report.html"
local json = require "stdlib.json"
local pack = require "stdlib.report.pack"
local page = require "stdlib.report.page"
local sections = require "stdlib.report.sections"

local report = {}

local POINTS, STEP = 2000, 1e-5 -- of a curve; of the cash
local SCRIPTS = {
  "page/theme.js", "page/decode.js", "page/show.js", "page/plots.js", "page/walkforward/main.js",
}

local function null(x) if x == nil or x ~= x then return json.null end return x end

local function paragraphs(list)
  local out = {}
  for i, text in ipairs(list) do out[i] = html.tag("p", html.escape(text)) end
  return table.concat(out, "\n")
end

local function listing(rows)
  local out = {}
  for i, row in ipairs(rows) do
    out[i] = html.tag("div", html.tag("dt", html.escape(row[1]))
      .. html.tag("dd", html.escape(row[2]))) .. "\n"
  end
  return table.concat(out)
end

local function ratio(x) return cells.cell(cells.number(x, format.decimal(x, 2)), cells.tone(x)) end

local function fraction(x)
  return cells.cell(cells.number(x, format.metric(x, "fraction")), cells.tone(x))
end

local function count(x) return cells.cell(cells.number(x, format.decimal(x, 0))) end

local function date(us) return format.date(tonumber(us) / 1000) end

local function windows_table(walk)
  local rows = {}
  for i, one in ipairs(walk.windows) do
    local inside, outside, w = one.in_sample.metrics, one.out_of_sample.metrics, one.window
    rows[i] = cells.row {
      cells.cell(tostring(w.number)), cells.cell(date(w.train.from)), cells.cell(date(w.test.from)),
      cells.cell(html.escape(walk.choice(one))), ratio(one.chosen.value), ratio(one.value_later),
      fraction(inside.total_return), fraction(outside.total_return), count(inside.num_trades),
      count(outside.num_trades),
    }
  end
  local head = { "#", "Trained from", "Traded from", "Chosen", "Objective", "after", "Return",
    "after", "Trades", "after" }
  for i, title in ipairs(head) do head[i] = cells.head(title) end
  return cells.table("rows", cells.row(head), rows)
end

local function drift_of(walk, place)
  local out = {}
  for i, d in ipairs(walk.drift) do
    out[i] = html.fill(frontend.own "page/walkforward/drift.html", {
      name = html.escape(d.name), place = tostring(place), index = tostring(i - 1),
      label = html.escape(("%s by window: it changed %d times"):format(d.name, d.changes)),
    })
  end
  return table.concat(out)
end

local function honesty_of(walk)
  if not walk.block then return "" end
  return html.tag("section", '<div class="head"><h2>Honesty</h2></div>\n'
    .. html.tag("div", paragraphs(honesty.sentences(walk.block)), { class = "sentences" })
    .. html.tag("dl", listing(honesty.rows(walk.block)), { class = "pairs" }), { class = "block" })
end

-- What the curve of the account shows, for those who cannot see it.
local function equity_label(walk)
  local m, r = walk.stitched.metrics, walk.stitched
  return ("Equity on %s from %s to %s, out of sample: %s; holding: %s"):format(walk.symbol,
    format.date(r.from), format.date(r.to), format.metric(m.total_return, "fraction"),
    format.metric(m.buy_hold_return, "fraction"))
end

local function section_of(walk, place, objective)
  return html.fill(frontend.own "page/walkforward/walk.html", {
    symbol = html.escape(walk.symbol), place = tostring(place),
    facts = html.escape(table.concat(walk.facts, ". ") .. "."),
    sentences = paragraphs(walk.sentences), rows = listing(walk.rows),
    drift = drift_of(walk, place), windows = windows_table(walk), honesty = honesty_of(walk),
    objective = html.escape(objective), equity_label = html.escape(equity_label(walk)),
    kept_label = html.escape(("%s of the chosen in training and after it, by window"):format(
      objective)),
  })
end

--- The account and the instrument, thinned: the last bar of every stretch.
local function curves_of(result)
  local r, bars = result.cdata, result.signals.cdata.candles
  local n = math.min(POINTS, result.bars)
  local equity, held, times = ffi.new("double[?]", n), ffi.new("double[?]", n), {}
  local cash, base = result.settings.cash, bars.close[r.first]
  for i = 1, n do
    local t = math.floor(result.bars * i / n) - 1
    equity[i - 1] = r.equity[t]
    held[i - 1] = cash * bars.close[r.first + t] / base
    times[i] = tonumber(bars.time[r.first + t]) / 1000
  end
  return { n = n, times = json.array(times), equity = pack.column(equity, n, cash * STEP),
    held = pack.column(held, n, cash * STEP) }
end

-- Numbers as they are; other values by their place in the list.
local function movement_of(d, walk)
  local a, values, places, labels = d.axis, {}, {}, nil
  if not a.ordered then
    labels = {}
    for k, value in ipairs(axis.values(a)) do places[value], labels[k] = k - 1, tostring(value) end
  end
  for i, one in ipairs(walk.windows) do
    local x = one.chosen.params and one.chosen.params[d.name]
    if x ~= nil and labels then x = places[x] end
    values[i] = null(x)
  end
  return {
    values = json.array(values), labels = labels and json.array(labels) or json.null,
    least = labels and 0 or axis.value(a, 0), most = labels and a.n - 1 or axis.value(a, a.n - 1),
  }
end

local function data_of(walk)
  local made = curves_of(walk.stitched)
  local number, promised, kept, begins, drift = {}, {}, {}, {}, {}
  for i, one in ipairs(walk.windows) do
    number[i], promised[i] = one.window.number, null(one.chosen.value)
    kept[i], begins[i] = null(one.value_later), tonumber(one.window.stitched.from) / 1000
  end
  for i, d in ipairs(walk.drift) do drift[i] = movement_of(d, walk) end
  made.number, made.promised = json.array(number), json.array(promised)
  made.kept, made.begins, made.drift = json.array(kept), json.array(begins), json.array(drift)
  return made
end

--- The page as text.
-- @param packages  what frontend.load gave
function report.render(found, packages)
  local parts, walks = {}, {}
  for i, walk in ipairs(found.walks) do
    parts[i], walks[i] = section_of(walk, i - 1, found.objective), data_of(walk)
  end
  local setup = html.tag("section", '<div class="head"><h2>Set-up</h2></div>\n'
    .. html.tag("div", sections.account(found.settings), { class = "metrics" })
    .. sections.command(found), { class = "block" })
  return page.render({
    title = found.heading .. ", walked forward - tide", kicker = "tide walkforward",
    heading = found.heading,
    lead = "Chosen on one stretch of history, traded on the next, and joined into one account.",
    body = ("<main>\n%s%s\n</main>"):format(table.concat(parts), setup),
    note = "Times are UTC. Windows start flat and see nothing that comes later. A simulation of "
      .. "the past says nothing certain about the future.",
    data = { walks = json.array(walks) }, libraries = { { name = "uplot", what = "Charts" } },
    styles = { "page/report.css", "page/search/search.css" }, scripts = SCRIPTS,
  }, packages)
end

--- Write the report.
-- @return true, or nil and a message
function report.write(path, found) return page.save(path, report.render, found) end

return report
