--- Wrong parameters: { what, text on line 4, line, message }.
return {
  { "is a number", "fast = 5", 4,
    "params.fast: expected int, number, choice or flag, found 5: write number { 5, min = ..., max"
      .. " = ... }" },
  { "is a flag value", "fast = true", 4,
    "params.fast: expected int, number, choice or flag, found true: write flag { true }" },
  { "is a text", [[fast = "x"]], 4,
    'params.fast: expected int, number, choice or flag, found the text "x": write int { 20, min ='
      .. " 5, max = 60 }" },
  { "has a default below min", "fast = int { 1, min = 2, max = 5 }", 4,
    "int: the default 1 is below min 2" },
  { "has a default above max", "fast = int { 9, min = 2, max = 5 }", 4,
    "int: the default 9 is above max 5" },
  { "has min above max", "fast = number { 3, min = 5, max = 2 }", 4,
    "number: min 5 is above max 2" },
  { "is not whole", "fast = int { 2.5, min = 2, max = 5 }", 4,
    "int: default: expected a whole number, found 2.5: write int { 20, min = 5, max = 60 }" },
  { "has no default", "fast = int { min = 2, max = 5 }", 4,
    "int: default: expected a whole number, found nothing (nil): write int { 20, min = 5, max ="
      .. " 60 }" },
  { "has an unknown key", "fast = int { 3, mni = 2, max = 5 }", 4,
    "int: unknown key 'mni'; did you mean 'min'?: write int { 20, min = 5, max = 60 }" },
  { "has a step of 0", "fast = number { 3, min = 2, max = 5, step = 0 }", 4,
    "number: step 0 is not above 0" },
  { "is called with a number", "fast = int(5)", 4,
    "int takes a table in braces, found 5: write int { 20, min = 5, max = 60 }" },
  { "is a choice of one", [[fast = choice { "a" }]], 4,
    'choice: it needs at least two: write choice { "sma", "ema" }' },
  { "is a choice of numbers", "fast = choice { 1, 2 }", 4,
    'choice: item 1: expected a text, found 1: write choice { "sma", "ema" }' },
  { "is a flag without a value", "fast = flag { }", 4,
    "flag: expected true or false, found nothing (nil): write flag { true }" },
  { "has a default that is no number", [[fast = number { "a" }]], 4,
    'number: default: expected a number, found the text "a": write number { 0.07, min = 0.02, max'
      .. " = 0.30 }" },
}
