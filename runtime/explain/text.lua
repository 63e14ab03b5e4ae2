--- An explained trade for people.
local format = require "stdlib.report.format"
local terminal = require "runtime.terminal"
local time = require "stdlib.time"

local text = {}

local MAX_DEPTH = 8

local function shown(x)
  if x == nil then return "-" end
  if type(x) == "boolean" then return x and "true" or "false" end
  if x == math.floor(x) then return format.decimal(x, 0) end
  if math.abs(x) >= 1 then return format.decimal(x, math.abs(x) < 100 and 6 or 2) end
  return ("%.6g"):format(x)
end

local function heading(lines, words)
  lines[#lines + 1] = ""
  lines[#lines + 1] = terminal.colour(terminal.STDOUT) and "\27[1m" .. words .. "\27[0m" or words
end

local function add_steps(lines, steps)
  local widest = 0
  for _, step in ipairs(steps) do widest = math.max(widest, #step.label) end
  for _, step in ipairs(steps) do
    local line = ("  %s%s  %s"):format(step.label, (" "):rep(widest - #step.label),
      step.value and ("%.12g"):format(step.value) or "-")
    lines[#lines + 1] = step.formula and line .. "  = " .. step.formula or line
  end
end

local function add_tree(lines, tree, file, depth)
  if tree.text:find "^[%d%.%-]+$" and tree.kind == "column" then return end -- a number says itself
  local line = ("%s%s = %s"):format(("  "):rep(depth), tree.text, shown(tree.value))
  if tree.kind == "column" and tree.before then
    line = ("%s (bar before: %s)"):format(line, shown(tree.before))
  end
  lines[#lines + 1] = tree.line and ("%s   %s:%d"):format(line, file, tree.line) or line
  if depth >= MAX_DEPTH then return end
  for _, part in ipairs(tree.parts) do add_tree(lines, part, file, depth + 1) end
end

local function bar_text(bar) return ("%s (bar %d)"):format(time.format(bar.time), bar.index) end

--- The lines of an explained trade.
-- @param made  what runtime.commands.explain collected
function text.render(made)
  local trade, lines = made.trade, {}
  lines[1] = ("Trade %d of %d: %s %s by %s"):format(made.index, made.count, trade.side, made.symbol,
    made.strategy)
  heading(lines, ("Decided at the close of %s"):format(bar_text(made.decision)))
  for _, tree in ipairs(made.decision.conditions) do add_tree(lines, tree, made.file, 1) end
  heading(lines, "Size")
  add_steps(lines, made.sizing)
  heading(lines, ("Entered on %s"):format(bar_text(made.entry)))
  add_steps(lines, made.entry.steps)
  if #made.levels > 0 then
    heading(lines, "Levels")
    add_steps(lines, made.levels)
  end
  for i = 1, #made.exits - 1 do
    heading(lines, ("Closed in part on %s: %s"):format(bar_text(made.exits[i]), made.exits[i].text))
    add_steps(lines, made.exits[i].steps)
  end
  heading(lines, ("Ended on %s after %d %s by %s: %s"):format(bar_text(made.exit), trade.bars,
    trade.bars == 1 and "bar" or "bars", made.exit.reason, made.exit.text))
  for _, tree in ipairs(made.exit.conditions) do add_tree(lines, tree, made.file, 1) end
  add_steps(lines, made.exits[#made.exits].steps)
  heading(lines, "Result")
  add_steps(lines, made.result)
  return table.concat(lines, "\n") .. "\n"
end

return text
