--- The frame that every report stands in: one page that opens offline, with its styles, scripts
-- and libraries inside, and the notices that their licences ask for.
local frontend = require "stdlib.report.frontend"
local html = require "stdlib.report.html"

local page = {}

local LIBRARIES = {
  ["lightweight-charts"] = {
    script = "dist/lightweight-charts.standalone.production.js",
    notice = "TradingView Lightweight Charts&trade; {{version}}, Copyright (c) 2026 TradingView, "
      .. 'Inc.\n<a href="https://www.tradingview.com/">https://www.tradingview.com/</a>, '
      .. "Apache License 2.0.",
  },
  uplot = {
    script = "dist/uPlot.iife.min.js", style = "dist/uPlot.min.css",
    notice = '<a href="https://github.com/leeoniya/uPlot">uPlot</a> {{version}}, '
      .. "Copyright (c) 2022 Leon Sorokin, MIT License.",
  },
}

-- What the libraries bring: scripts, styles, notices and licences, in the order of the list.
local function libraries(list, packages)
  local scripts, styles, notices, licences = {}, {}, {}, {}
  for i, use in ipairs(list) do
    local library, package = LIBRARIES[use.name], packages[use.name]
    scripts[i] = html.tag("script", package[library.script]) .. "\n"
    styles[i] = library.style and package[library.style] or ""
    notices[i] = use.what .. ": " .. html.fill(library.notice, { version = package.version })
    licences[i] = html.tag("pre", html.escape(package.LICENSE)) .. "\n"
  end
  return table.concat(scripts), table.concat(styles), table.concat(notices, "\n"),
    table.concat(licences)
end

local function own(names)
  local texts = {}
  for i, name in ipairs(names) do texts[i] = frontend.own(name) end
  return table.concat(texts)
end

--- The page as text.
-- @param parts  { title, kicker, heading, lead = text (escaped here), body = HTML, note = HTML,
--   data = for the scripts, libraries = { { name, what = "Price chart" }, ... },
--   scripts, styles = names of files in stdlib/report }
-- @param packages  what frontend.load gave
function page.render(parts, packages)
  local scripts, styles, notices, licences = libraries(parts.libraries, packages)
  return html.fill(frontend.own "page/template.html", {
    title = html.escape(parts.title), kicker = html.escape(parts.kicker),
    heading = html.escape(parts.heading), lead = html.escape(parts.lead),
    body = parts.body, note = parts.note, notices = notices, licences = licences,
    data = html.json(parts.data), libraries = scripts, script = own(parts.scripts),
    style = styles .. own(parts.styles),
  })
end

--- Write a page.
-- @return true, or nil and a message
function page.write(path, text)
  local file, why = io.open(path, "wb")
  if not file then return nil, "cannot write the report: " .. why end
  local ok, failed = file:write(text)
  local closed, late = file:close()
  if ok and closed then return true end
  return nil, ("cannot write the report: %s: %s"):format(path, failed or late)
end

--- Render a page and write it.
-- @param render  function(found, packages) -> its text
-- @return true, or nil and a message
function page.save(path, render, found)
  local packages, message = frontend.load()
  if not packages then return nil, message end
  return page.write(path, render(found, packages))
end

return page
