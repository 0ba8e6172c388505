--- SVG: drawings as text (SVG 1.1), the same bytes for the same drawing.
--
-- Shapes have classes, not colours: a file carries the styles of paper, a page brings its own,
-- which may follow the reader's choice of light or dark. Text stays text and can be selected.

local keys = require("hyla.keys")

---@class Drawing
---@field title string
---@field about string What it shows, for those who cannot see it.
---@field width integer In pixels.
---@field height integer
---@field body string Elements of SVG.

local M = {}

local ENTITIES = {
  ["&"] = "&amp;",
  ["<"] = "&lt;",
  [">"] = "&gt;",
  ['"'] = "&quot;",
  ["'"] = "&#39;",
}

--- Returns a text as XML and HTML show it, in contents and in attributes. Characters that no XML
--- document may hold become question marks.
---
---@param text string
---@return string
function M.escape(text)
  return (text:gsub("[%z\1-\8\11\12\14-\31]", "?"):gsub("[&<>\"']", ENTITIES))
end

--- Writes a length to a hundredth of a pixel.
---
---@param value number
---@return string
function M.number(value)
  local text = ("%.2f"):format(value):gsub("0+$", ""):gsub("%.$", "")
  return text == "-0" and "0" or text
end

--- Writes an element.
---
---@param name string
---@param attributes table<string, string|number> Written in alphabetical order.
---@param content? string Elements, or a text that is escaped already.
---@return string
function M.element(name, attributes, content)
  local words = { "<" .. name }
  for _, key in ipairs(keys.sorted(attributes)) do
    local value = attributes[key]
    local text = type(value) == "number" and M.number(value) or M.escape(value)
    words[#words + 1] = ('%s="%s"'):format(key, text)
  end
  local open = table.concat(words, " ")
  return content and ("%s>%s</%s>\n"):format(open, content, name) or open .. "/>\n"
end

--- Writes a line.
---
---@param class string
---@param x1 number
---@param y1 number
---@param x2 number
---@param y2 number
---@return string
function M.line(class, x1, y1, x2, y2)
  return M.element("line", { class = class, x1 = x1, y1 = y1, x2 = x2, y2 = y2 })
end

--- Writes a text on its baseline.
---
---@param class string
---@param x number
---@param y number
---@param text string
---@param anchor? "start"|"middle"|"end" Which part of it x is; by default the start.
---@return string
function M.text(class, x, y, text, anchor)
  local attributes = { class = class, x = x, y = y, ["text-anchor"] = anchor }
  return M.element("text", attributes, M.escape(text))
end

--- Writes a path through points.
---
---@param class string
---@param points number[][] Each x and y.
---@param is_closed? boolean
---@return string
function M.path(class, points, is_closed)
  local words = {}
  for i, point in ipairs(points) do
    local letter = i == 1 and "M" or "L"
    words[i] = ("%s%s %s"):format(letter, M.number(point[1]), M.number(point[2]))
  end
  return M.element("path", { class = class, d = table.concat(words) .. (is_closed and "Z" or "") })
end

--- Returns about how wide a text is. Wide fonts need 0.62 of their size for a letter, on average.
---
---@param text string
---@param size number Of the font, in pixels.
---@return number pixels
function M.text_width(text, size)
  return 0.62 * size * select(2, text:gsub("[^\128-\191]", ""))
end

local function view_box(drawing)
  return ("0 0 %d %d"):format(drawing.width, drawing.height)
end

--- Writes a drawing as a file of its own.
---
---@param drawing Drawing
---@param style string CSS of the classes.
---@return string
function M.document(drawing, style)
  local content = M.element("title", {}, M.escape(drawing.title))
    .. M.element("desc", {}, M.escape(drawing.about))
    .. M.element("style", {}, style)
    .. M.element("rect", { class = "paper", width = drawing.width, height = drawing.height })
    .. drawing.body
  return '<?xml version="1.0" encoding="UTF-8"?>\n'
    .. M.element("svg", {
      xmlns = "http://www.w3.org/2000/svg",
      viewBox = view_box(drawing),
      width = drawing.width,
      height = drawing.height,
    }, "\n" .. content)
end

--- Writes a drawing as a part of an HTML page that has the styles.
---
---@param drawing Drawing
---@return string
function M.inline(drawing)
  return M.element("svg", {
    ["aria-label"] = drawing.title .. ": " .. drawing.about,
    role = "img",
    viewBox = view_box(drawing),
    width = drawing.width,
    height = drawing.height,
  }, "\n" .. drawing.body)
end

return M
