--- The winner of a search for strategies: its rules in words, and as a file.
local html = require "stdlib.report.html"
local words = require "stdlib.generator.words"

local winner = {}

local tag = html.tag

local function list_of(items)
  local out = {}
  for i, item in ipairs(items) do
    local text = html.escape(item.text)
    out[i] = tag("li", item.items and tag("span", text) .. list_of(item.items) or tag("code", text))
  end
  return tag("ul", table.concat(out, "\n"))
end

--- Its rules as nested lists.
function winner.rules(one)
  return (list_of(words.outline(one.record.tree)):gsub("<ul>", '<ul class="rules">', 1))
end

--- Its strategy file. @param text  of it, or nil when a file cannot say it
function winner.source(text)
  if not text then return "" end
  return tag("h3", "Strategy file") .. tag("pre", html.escape(text), {
    class = "source", tabindex = "0", ["aria-label"] = "The winner as a strategy file",
  })
end

return winner
