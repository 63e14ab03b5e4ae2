--- nvi as Tulip Indicators gives it.
return {
  origin = "Tulip Indicators 0.8 nvi(), on a made-up market",
  market = { n = 160, seed = 5 },
  params = {  },
  tolerance = 1e-9,
  outputs = {
    nvi = {
      first = 0,
      at = {
        [0] = 1000,
        [1] = 1000,
        [2] = 984.82545095013961,
        [22] = 1033.5385816088021,
        [45] = 1064.3513240291118,
        [68] = 1060.2298490731914,
        [90] = 1079.60192427733,
        [113] = 1111.5046600775158,
        [136] = 1071.9243575388807,
        [159] = 1082.4512176573257,
      },
    },
  },
}
