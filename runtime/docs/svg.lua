--- Writes small SVG pictures that read well on light and dark pages.
--
-- A picture has a background of its own and follows the reader's colour scheme.
-- Coordinates have one decimal, so that equal numbers give equal bytes.
local svg = {}
svg.__index = svg

svg.WIDTH = 640
svg.FONT = 17

-- class = { property, light, dark }; line colours c1 .. c8 are told apart without colour vision
-- by their order in the legend, which has the order of the outputs.
local CLASSES = {
  { "back", "fill", "#ffffff", "#0d1117" },
  { "text", "fill", "#57606a", "#9aa4af" },
  { "grid", "stroke", "#e4e8ec", "#252c35" },
  { "edge", "stroke", "#aab2bb", "#4c5663" },
  { "up", "stroke", "#8fbfa6", "#3f7a5c" },
  { "down", "stroke", "#dda3a3", "#8f4a4c" },
  { "mark", "stroke", "#1f6feb", "#58a6ff" },
}
local LINES = {
  { "#1f6feb", "#58a6ff" }, { "#c2570c", "#f0883e" }, { "#8250df", "#bc8cff" },
  { "#0f7b6c", "#3fc7b0" }, { "#bf3989", "#f778ba" }, { "#6e6a00", "#c9c04a" },
  { "#475569", "#b6c2cf" }, { "#a40e26", "#ff7b72" },
}

local function style()
  local light, dark = {}, {}
  for _, c in ipairs(CLASSES) do
    light[#light + 1] = (".%s{%s:%s}"):format(c[1], c[2], c[3])
    dark[#dark + 1] = (".%s{%s:%s}"):format(c[1], c[2], c[4])
  end
  for i, c in ipairs(LINES) do
    light[#light + 1] = (".c%d{stroke:%s}.k%d{fill:%s}"):format(i, c[1], i, c[1])
    dark[#dark + 1] = (".c%d{stroke:%s}.k%d{fill:%s}"):format(i, c[2], i, c[2])
  end
  return ("<style>path{fill:none;stroke-linejoin:round}%s@media(prefers-color-scheme:dark){%s}"
    .. "</style>"):format(table.concat(light), table.concat(dark))
end

local STYLE = style()

local function escaped(text)
  return (text:gsub("[&<>]", { ["&"] = "&amp;", ["<"] = "&lt;", [">"] = "&gt;" }))
end

--- A coordinate: one decimal, none when it is whole.
function svg.number(x)
  local text = ("%.1f"):format(x):gsub("%.0$", "")
  return text == "-0" and "0" or text
end

--- @param title  what a reader hears who cannot see it
function svg.new(title) return setmetatable({ title = title, parts = {} }, svg) end

--- Add a path.
-- @param class  names of classes
-- @param width  of the line
function svg:path(class, width, d, more)
  if d == "" then return end
  self.parts[#self.parts + 1] = ('<path class="%s" stroke-width="%s"%s d="%s"/>'):format(class,
    svg.number(width), more or "", d)
end

--- Add a text that begins (or with `at_end` ends) at x, on the base line y.
function svg:text(class, x, y, text, at_end)
  self.parts[#self.parts + 1] = ('<text class="%s" x="%s" y="%s"%s>%s</text>'):format(class,
    svg.number(x), svg.number(y), at_end and ' text-anchor="end"' or "", escaped(text))
end

--- @return the file
function svg:render(height)
  local head = ('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" width="%d" '
    .. 'height="%d" font-family="system-ui,sans-serif" font-size="%d" role="img">'):format(
    svg.WIDTH, height, svg.WIDTH, height, svg.FONT)
  return table.concat({
    head, ("<title>%s</title>"):format(escaped(self.title)), STYLE,
    '<rect class="back" width="100%" height="100%" rx="6"/>', table.concat(self.parts, "\n"),
    "</svg>\n",
  }, "\n")
end

return svg
