--- The family of a winner as a picture (SVG): the winner on the left, then back in time.
local aims = require "stdlib.report.search.aims"
local family = require "stdlib.report.evolve.family"
local format = require "stdlib.report.format"
local html = require "stdlib.report.html"
local words = require "stdlib.generator.words"

local tree = {}

local tag = html.tag

local WIDTH, HEIGHT, ACROSS, DOWN, EDGE = 236, 76, 34, 12, 2
local LETTERS = 30 -- of the change that fit in a line
local LINE = 15 -- its height
local MOST_LINES, MOST_OF_WINNER = 2, 10 -- of a change that is short; the winner has more room
local ELLIPSIS = "\226\128\166"

local function position(node)
  return EDGE + node.column * (WIDTH + ACROSS), EDGE + node.row * (HEIGHT + DOWN)
end

-- A text that fits: what is cut ends with an ellipsis. UTF-8 characters stay whole.
local function cut(text, most)
  if #text <= most then return text end
  return (text:sub(1, most - 1):gsub("[\192-\255]?[\128-\191]*$", "")) .. ELLIPSIS
end

local function text_at(class, x, y, text, anchor)
  return tag("text", html.escape(text), {
    class = class, x = ("%g"):format(x), y = ("%g"):format(y), ["text-anchor"] = anchor,
  })
end

local ORIGINS = {
  new = "made at random", polish = "a number moved", graft = "one condition new",
}

local function origin(found, record)
  local how = ORIGINS[record.how] or record.how
  if record.how == "refinement" then
    local _, steps = family.first_parent(found.search, record)
    local at = record.generation >= found.search.generation and "the end" or "the beginning"
    return ("refined at %s, in %d %s"):format(at, steps, steps == 1 and "step" or "steps")
  end
  return ("generation %d, %s"):format(record.generation, how)
end

-- Words that two lines begin with say nothing where there is no room. Arguments stay together.
local function same_words(a, b)
  local same = 0
  for at in a:gmatch "[^,]() " do
    if a:sub(1, at) ~= b:sub(1, at) then break end
    same = at
  end
  return same
end

-- What changed against the first parent: lines { sign, text, letters that it has in common with
-- the line it stands for }.
local function changes_of(found, record)
  local parent = family.first_parent(found.search, record)
  if not parent then return {} end
  local gone, new = words.changes(parent.tree, record.tree)
  local lines, paired = {}, #gone == #new
  for i, text in ipairs(gone) do
    local same = paired and same_words(text, new[i]) or 0
    lines[#lines + 1] = { "gone", text, same }
    if paired then lines[#lines + 1] = { "new", new[i], same } end
  end
  for _, text in ipairs(paired and {} or new) do lines[#lines + 1] = { "new", text, 0 } end
  return lines
end

local SIGNS = { gone = "\226\136\146 ", new = "+ " }

-- What differs from the other line has to be seen.
local function line_text(line)
  local text, same = line[2], line[3]
  if #text > LETTERS and same > 0 then
    local rest = text:sub(same + 1)
    local head = text:match "^%S+ "
    for at in text:sub(1, same):gmatch "[^,] ()" do
      if at - 1 + #rest + 2 <= LETTERS then head = text:sub(1, at - 1) end
    end
    if #head < same then text = head .. ELLIPSIS .. " " .. rest end
  end
  return SIGNS[line[1]] .. cut(text, LETTERS)
end

local function change_texts(lines, most, x, y)
  if #lines > most then
    return text_at("more", x, y, ("%d lines of rules differ"):format(#lines))
  end
  local out = {}
  for i, line in ipairs(lines) do
    out[i] = text_at(line[1], x, y + LINE * (i - 1), line_text(line))
  end
  return table.concat(out)
end

-- All that the box has no room for, when the pointer rests on it.
local function title_of(found, record, lines)
  local out = { ("%s, %s"):format(found.name(record), origin(found, record)) }
  for _, line in ipairs(lines) do out[#out + 1] = SIGNS[line[1]] .. line[2] end
  return tag("title", html.escape(table.concat(out, "\n")))
end

-- The winner stands alone in its column: it may be higher than the others.
local function size_of(node, lines)
  if node.column > 0 or #lines > MOST_OF_WINNER then return HEIGHT, MOST_LINES end
  return HEIGHT + LINE * math.max(0, #lines - MOST_LINES), MOST_OF_WINNER
end

local function box(found, node)
  local x, y = position(node)
  local record = node.record
  local lines = changes_of(found, record)
  local height, most = size_of(node, lines)
  local class = "node" .. (node.trunk and " trunk" or "") .. (node.column == 0 and " winner" or "")
  return tag("g", title_of(found, record, lines) .. tag("rect", "", {
    x = x, y = y, width = WIDTH, height = height, rx = 8,
  }) .. text_at("name", x + 10, y + 18, found.name(record))
    .. text_at("value", x + WIDTH - 10, y + 18, record.values
      and aims.text(found.aims[1], record.values[1]) or "unfit", "end")
    .. text_at("how", x + 10, y + 34, origin(found, record))
    .. change_texts(lines, most, x + 10, y + 51)
    .. (node.more and text_at("how", x + WIDTH + 6, y + 42, ELLIPSIS) or ""),
    { class = class }) .. "\n", y + height
end

local function edge(node, parent)
  local x, y = position(node)
  local px, py = position(parent)
  local from, to = x + WIDTH, px
  local middle = HEIGHT / 2
  local bend = ACROSS / 2
  return tag("path", "", {
    class = node.trunk and parent.trunk and "trunk" or "",
    d = ("M%g %gC%g %g %g %g %g %gH%g"):format(from, y + middle, from + bend, y + middle,
      from + bend, py + middle, from + ACROSS, py + middle, to),
  })
end

local function said_of(drawn, ancestors)
  if ancestors == 0 then return "It has no parents: it was made or given as it is." end
  if drawn == ancestors then return "All its ancestors are drawn." end
  return ("%d of its %s ancestors are drawn: the line of first parents, and those nearest to it.")
    :format(drawn, format.decimal(ancestors, 0))
end

--- @return the picture, and a line that says how much of the family it shows
function tree.picture(found)
  local nodes, ancestors = family.of(found.search, found.top[1].record)
  local edges, boxes, columns, height = {}, {}, 0, 0
  for _, node in ipairs(nodes) do
    local made, bottom = box(found, node)
    boxes[#boxes + 1] = made
    columns, height = math.max(columns, node.column + 1), math.max(height, bottom + EDGE)
    for _, parent in ipairs(node.parents) do edges[#edges + 1] = edge(node, parent) end
  end
  local width = columns * (WIDTH + ACROSS) - ACROSS + 2 * EDGE + 16
  return tag("svg", table.concat(edges) .. "\n" .. table.concat(boxes), {
    class = "family", width = width, height = height, role = "img",
    viewBox = ("0 0 %g %g"):format(width, height),
    ["aria-label"] = "Family tree of the winner, the winner first",
  }), said_of(#nodes - 1, ancestors)
end

return tree
