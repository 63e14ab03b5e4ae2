--- A report in a real browser, as the specs look at it.
--
--     local page = report_page.new()
--     setup(function()
--       if not page:start() then return end           -- no browser, no front-end: specs are pending
--       ... write page:file "one.html" ...
--     end)
--     teardown(function() page:stop() end)
--     page:spec("draws", function() page:show "one.html" ... end)
local assert = require "luassert"
local browser = require "tests.support.browser"
local busted = require "busted"
local cjson = require "cjson"
local frontend = require "stdlib.report.frontend"
local honesty = require "stdlib.research.honesty"
local program = require "tests.support.program"

local report_page = {}
report_page.__index = report_page

--- A symbol that tries to break out of the page; a word of --data may hold no "=".
report_page.SYMBOL = [[A&B<i id=x>"']]
report_page.SHOWN = report_page.SYMBOL:gsub("=", "")

-- Colours seen in the canvases of a chart, up to 50: one means that nothing is drawn.
local COLOURS = [[
  const seen = new Set();
  for (const canvas of document.querySelectorAll('WITHIN [data-plot="CHART"] canvas')) {
    if (!canvas.width || !canvas.height) continue;
    const copy = new OffscreenCanvas(canvas.width, canvas.height).getContext("2d", { willReadFrequently: true });
    copy.drawImage(canvas, 0, 0);
    const pixels = copy.getImageData(0, 0, canvas.width, canvas.height).data;
    for (let i = 0; i < pixels.length && seen.size < 50; i += 4) seen.add(pixels.slice(i, i + 4).join());
  }
  return seen.size;]]

-- What stands out of the page, but for what scrolls in its own box.
local WIDE = [[
  const inside = ".scroll, .candles, .aside, footer pre";
  const wide = [...document.querySelectorAll("body *")]
    .filter((e) => e.getBoundingClientRect().right > innerWidth + 0.5 && !e.closest(inside))
    .map((e) => e.className || e.tagName);
  return { inner: innerWidth, page: document.documentElement.scrollWidth, wide: wide.join(" ") };]]

-- Buttons, charts and tables without a name or headings.
local NAMELESS = [[
  const all = (selector) => [...document.querySelectorAll(selector)];
  const label = (e) => e.getAttribute("aria-label");
  return [
    ...all("button").filter((e) => !e.textContent.trim() && !label(e)),
    ...all("[data-plot], svg:not([data-plot] svg)").filter((e) => e.getAttribute("role") !== "img" || !label(e)),
    ...all("main table:not(.candles table)").filter((e) => !e.querySelector("th[scope]")),
  ].map((e) => e.outerHTML.slice(0, 80)).join("\n");]]

--- A page that is not open yet.
function report_page.new() return setmetatable({}, report_page) end

--- Open a browser, and a folder for reports. @return false when there is none here
function report_page:start()
  local _, why = frontend.load()
  if not why then self.browser, why = browser.start() end
  self.missing = why
  if why then return false end
  self.folder = program.folder()
  return true
end

--- Close it and remove the folder.
function report_page:stop()
  if self.browser then self.browser:stop() end
  if self.folder then program.remove(self.folder) end
end

--- A spec that is skipped, and says so, where there is no browser.
function report_page:spec(name, body)
  busted.it(name, function()
    if self.missing then return busted.pending(self.missing) end
    body()
  end)
end

--- The path of a file in the folder.
function report_page:file(name) return ("%s/%s"):format(self.folder, name) end

--- Run tide in the folder, with a store of its own. @return { code, out, err }
-- @param words   as a shell reads them
-- @param before  words before the program's name, or nil
function report_page:run(words, before)
  return program.shell(("cd '%s' && XDG_DATA_HOME='%s/home' %s '%s' %s </dev/null"):format(self.folder,
    self.folder, before or "", program.path, words))
end

--- The same word for a shell.
function report_page.quoted(word) return "'" .. word:gsub("'", "'\\''") .. "'" end

--- Open a report; what the browser said before is forgotten.
function report_page:show(name)
  self.browser:console()
  self.browser:requests()
  self.browser:open(self:file(name))
end

--- Nothing was loaded but the file, and nothing is wrong with it.
function report_page:check_quiet(name)
  assert.same({}, self.browser:console())
  if name then assert.same({ "file://" .. self:file(name) }, self.browser:requests()) end
end

--- Run JavaScript in the page. @return what it returns
function report_page:script(text) return self.browser:script(text) end

function report_page:count(selector)
  return self:script(("return document.querySelectorAll('%s').length"):format(selector))
end

function report_page:text(selector)
  return self:script(("return document.querySelector('%s').textContent"):format(selector))
end

function report_page:texts(selector)
  return self:script(("return [...document.querySelectorAll(`%s`)].map((e) => e.textContent)"):format(selector))
end

function report_page:click(selector)
  self:script(("document.querySelector('%s').click()"):format(selector))
end

--- How many colours a chart has. @param within  a selector, or nil: anywhere
function report_page:colours(chart, within)
  return self:script((COLOURS:gsub("CHART", chart):gsub("WITHIN", within or "body")))
end

--- Every one of these charts is drawn.
function report_page:check_drawn(charts)
  for _, chart in ipairs(charts) do assert.is_true(self:colours(chart) > 3, chart .. " is blank") end
end

--- On a screen so wide, everything stands on the page; what is folded is unfolded.
function report_page:check_width(name, width)
  self.browser:resize(width, 844, width < 700)
  self:show(name)
  self:script "document.querySelectorAll('main details').forEach((e) => { e.open = true })"
  local seen = self:script(WIDE)
  assert.same({ inner = width, page = width, wide = "" }, seen)
end

--- The screen that specs begin with.
function report_page:reset_width() self.browser:resize(1280, 900) end

--- Everything has a name for those who cannot see it.
function report_page:check_named() assert.equal("", self:script(NAMELESS)) end

--- The verdict has the sentences and the numbers of a document, each explained.
-- @param block  the honesty block as cjson read it
function report_page:check_verdict(block)
  for key, x in pairs(block) do block[key] = x ~= cjson.null and x or nil end
  local wanted = honesty.sentences(block)
  local sentences = self:texts 'section[aria-label="Verdict"] .sentences p'
  assert.equal(#wanted, #sentences)
  for i, sentence in ipairs(wanted) do
    assert.equal(sentence, (sentences[i]:gsub("\194\160", " ")))
  end
  local shown = self:script [[
    return [...document.querySelectorAll("[data-honesty]")].map((e) =>
      [e.dataset.honesty, e.querySelector("data")?.value ?? e.textContent, e.closest("div").firstChild.title])]]
  assert.equal(#honesty.rows(block), #shown)
  for _, row in ipairs(shown) do
    local x = block[row[1]]
    assert.equal(x or "-", x and tonumber(row[2]) or row[2], row[1])
    assert.is_true(#row[3] > 20, row[1] .. " is not explained")
  end
end

--- Every metric of a strategy stands on both parts, with all digits.
-- @param member  { in_sample, out_of_sample = metrics as cjson read them }
function report_page:check_metrics(member)
  local shown, keys = self:script [[
    return [...document.querySelectorAll("details [data-metric]")].map((e) =>
      [e.dataset.metric, e.dataset.part, e.querySelector("data")?.value ?? e.textContent])]], 0
  for _ in pairs(member.in_sample) do keys = keys + 1 end
  assert.equal(2 * keys, #shown)
  for _, row in ipairs(shown) do
    local x = member[row[2] == "validation" and "out_of_sample" or row[2]][row[1]]
    local defined = x ~= cjson.null
    assert.equal(defined and x or "-", defined and tonumber(row[3]) or row[3], row[1])
  end
end

--- A column of a table that can be sorted, as numbers where it has some. @param i  from 0
function report_page:column(i)
  return self:script(([[return [...document.querySelectorAll("[data-sortable] tbody tr")].map((row) => {
    const exact = row.cells[%d].querySelector("data");
    return exact ? Number(exact.value) : row.cells[%d].textContent; })]]):format(i, i))
end

--- The notices that licences ask for. @param names  of authors
function report_page:check_notices(...)
  local footer = self:text "footer"
  for _, word in ipairs { "Permission is hereby granted, free of charge", ... } do
    assert.is_truthy(footer:find(word, 1, true), word)
  end
end

return report_page
