--- A hypothesis document read back: what is still empty in it, and its predictions, which are
-- judged on the numbers of a run. The form is docs/guide/research.md's.
--
--     local doc = assert(hypothesis.load "dip.md")
--     for _, one in ipairs(hypothesis.judge(doc.predictions, { all = result.metrics })) do
--       print(one.text, one.outcome)                    -- "win_rate > 0.45"  "passed"
--     end
local prediction = require "stdlib.research.prediction"

local hypothesis = {}

local MOST_TEXT = 1024 * 1024
local FENCE = "predictions"

--- Headings that a document needs, and how many entries of a list it takes at least.
hypothesis.sections = {
  { "Statement" }, { "Predictions", predictions = true }, { "Theory" },
  { "Literature", items = 5 },
  { "Contradicting evidence", items = 1 }, { "Regimes" }, { "Risks and worst cases" },
  { "Data" }, { "Success" }, { "Failure" }, { "Checklist" },
}

--- Judge the predictions of a document: stdlib.research.prediction.judge.
hypothesis.judge = prediction.judge

local function without_comment(line) return (line:gsub("%s*#.*$", "")) end

--- A function that takes the comments out of lines, <!-- over several of them too -->.
local function uncommenter()
  local inside = false
  return function(line)
    local out = ""
    while true do
      local from, to = line:find(inside and "-->" or "<!--", 1, true)
      if not inside then out = out .. line:sub(1, (from or 0) - 1) end
      if not from then return out, inside end
      line, inside = line:sub(to + 1), not inside
    end
  end
end

--- Lines without comments, and the word behind the ``` that they stand in.
-- @return list of { number, text, fence = word or nil, edge = true for the ``` itself }, and
--   whether the last ``` is open
local function lines_of(text)
  local list, number, fence, commented = {}, 0, nil, false
  local uncomment = uncommenter()
  for line in (text:gsub("^\239\187\191", "") .. "\n"):gmatch "([^\n]*)\r?\n" do
    number = number + 1
    local word = not commented and line:match "^%s*```%s*([%w_]*)"
    local made = { number = number, text = line, fence = fence }
    if word then
      made.text, made.edge, fence = "", true, not fence and word or nil
    elseif not fence then
      made.text, commented = uncomment(line)
    end
    list[#list + 1] = made
  end
  return list, fence ~= nil
end

local function title_of(line) return line.fence == nil and line.text:match "^##%s+(.-)%s*$" end

--- One line of a section. "- Author:" with nothing behind it is a form, not an entry.
local function count(section, line)
  local text = line.fence and without_comment(line.text) or line.text
  local box, said = text:match "^%s*[-*]%s*%[(.)%]%s*(.*)$"
  local item = not box and (text:match "^%s*[-*]%s*(.*)$" or text:match "^%s*%d+[.)]%s*(.*)$")
  if box then
    local key = box == " " and "open" or "done"
    section[key], text = section[key] + 1, said
  elseif item then
    text = item:gsub("^[^:]*:%s*$", "")
    if text:find "%S" then section.items = section.items + 1 end
  end
  if text:find "%S" and not text:find "^%s*#" then section.words = section.words + 1 end
end

--- What stands under each heading of the second level.
local function sections_of(lines)
  local found, now = {}, nil
  for _, line in ipairs(lines) do
    local title = title_of(line)
    if title then
      now = { title = title, line = line.number, words = 0, items = 0, open = 0, done = 0 }
      found[title:lower()] = found[title:lower()] or now
    elseif now and not line.edge then
      count(now, line)
    end
  end
  return found
end

-- Why a section is not filled, or nil.
local function lacking(wanted, section)
  if not section then return "the heading is missing" end
  if section.words == 0 then return "empty" end
  if wanted.items and section.items < wanted.items then
    return ("%d of at least %d entries"):format(section.items, wanted.items)
  end
  if section.open > 0 then
    return ("%d of %d done"):format(section.done, section.open + section.done)
  end
end

local function read_predictions(lines)
  local list, errors = {}, {}
  for _, line in ipairs(lines) do
    local text = line.fence == FENCE and without_comment(line.text) or ""
    if text:find "%S" then
      local one, message = prediction.parse(text)
      if one then
        one.line = line.number
        list[#list + 1] = one
      else
        errors[#errors + 1] = { line = line.number, message = message }
      end
    end
  end
  return list, errors
end

--- Read a document.
-- @param path  stands for the file in messages
-- @return { title, predictions = list of { metric, operator, value, part, text, line },
--   errors = list of { line, message } of predictions that cannot be read, papers = entries under
--   Literature, is_form = has it the heading Statement,
--   open = list of { section, line or nil, why } of what is not filled in }, or nil and a message
function hypothesis.parse(text, path)
  local lines, unclosed = lines_of(text)
  if unclosed then return nil, ("%s: a ``` block is not closed"):format(path) end
  local predictions, errors = read_predictions(lines)
  local found, open = sections_of(lines), {}
  for _, wanted in ipairs(hypothesis.sections) do
    local section = found[wanted[1]:lower()]
    local why = lacking(wanted, section)
    if not why and wanted.predictions and #predictions + #errors == 0 then
      why = "no prediction in a ```predictions block"
    end
    if why then
      open[#open + 1] = { section = wanted[1], line = section and section.line, why = why }
    end
  end
  return {
    path = path, title = text:match "^#%s+(.-)%s*\n" or text:match "\n#%s+(.-)%s*\n",
    predictions = predictions, errors = errors, open = open,
    papers = found.literature and found.literature.items or 0, is_form = found.statement ~= nil,
  }
end

--- Read a document from a file.
function hypothesis.load(path)
  local file, why = io.open(path, "rb")
  if not file then return nil, ("%s: cannot read it: %s"):format(path, (why:gsub("^.*: ", ""))) end
  local text = file:read(MOST_TEXT + 1)
  file:close()
  if not text then return nil, path .. ": cannot read it: it is a folder or empty" end
  if #text > MOST_TEXT then return nil, path .. ": it is larger than 1 MiB: it is no document" end
  return hypothesis.parse(text, path)
end

return hypothesis
