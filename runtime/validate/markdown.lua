--- A validation as Markdown, to stand beside the strategy in a repository.
local honesty = require "stdlib.research.honesty"
local tables = require "runtime.validate.tables"
local time = require "stdlib.time"

local markdown = {}

local SPECIAL = { ["|"] = "\\|", ["<"] = "&lt;", [">"] = "&gt;" }

local function cell(text) return (tostring(text):gsub("[|<>]", SPECIAL)) end

local function add_table(out, made)
  out[#out + 1] = ("\n## %s\n"):format(made.title)
  local head, line = {}, {}
  for i, title in ipairs(made.columns) do
    head[i], line[i] = cell(title), made.texts[i] and "---" or "---:"
  end
  out[#out + 1] = "| " .. table.concat(head, " | ") .. " |"
  out[#out + 1] = "|" .. table.concat(line, "|") .. "|"
  for _, row in ipairs(made.rows) do
    local cells = {}
    for i = 1, #made.columns do cells[i] = cell(row[i] or "") end
    out[#out + 1] = "| " .. table.concat(cells, " | ") .. " |"
  end
  for _, text in ipairs(made.says or {}) do out[#out + 1] = "\n" .. cell(text) end
end

local function data_of(subject)
  local list = {}
  for i, one in ipairs(subject.datasets) do
    local c, whole = one.candles, one.parts.whole
    list[i] = ("- %s %s, %s to %s (%s)"):format(one.symbol, c.timeframe,
      time.format(tonumber(whole.from) / 1000):sub(1, 10),
      time.format(tonumber(c.cdata.time[whole.last]) / 1000):sub(1, 10), cell(one.path))
  end
  return table.concat(list, "\n")
end

--- @param found    { subject, facts, verdict }
-- @param command  the words of the command
function markdown.text(found, command)
  local v, subject = found.verdict, found.subject
  local out = {
    ("# %s: %s\n"):format(cell(subject.strategy.name), v.verdict),
    ("Hash `%s`.\n"):format(subject.strategy.hash), data_of(subject), "",
  }
  for _, text in ipairs(v.reasons) do out[#out + 1] = cell(text) end
  if #v.red_flags > 0 then out[#out + 1] = "\n## Red flags\n" end
  for _, text in ipairs(v.red_flags) do out[#out + 1] = "- " .. cell(text) end
  for _, made in ipairs(tables.checks(v.checks)) do add_table(out, made) end
  for _, made in ipairs(tables.details(found.facts)) do add_table(out, made) end
  if found.facts.honesty then
    out[#out + 1] = "\n## Honesty\n"
    for _, row in ipairs(honesty.rows(found.facts.honesty)) do
      out[#out + 1] = ("- %s: %s"):format(row[1], cell(row[2]))
    end
    out[#out + 1] = ""
    for _, text in ipairs(honesty.sentences(found.facts.honesty)) do out[#out + 1] = cell(text) end
  end
  out[#out + 1] = "\n## Again\n\n```\n" .. command .. "\n```\n"
  return table.concat(out, "\n")
end

return markdown
