"""Runs a generated strategy on candles from a file of JSON; prints signals and trades as JSON."""
import importlib.util
import json
import sys

import numpy as np

import backtesting

path, candles = sys.argv[1:3]
spec = importlib.util.spec_from_file_location("generated", path)
generated = importlib.util.module_from_spec(spec)
spec.loader.exec_module(generated)

document = json.load(open(candles))
index = np.array(document["time"], dtype="datetime64[s]")
columns = {name: np.array(document[name.lower()], dtype=float)
           for name in ["Open", "High", "Low", "Close", "Volume"]}
found = [c for c in vars(generated).values() if isinstance(c, type)
         and issubclass(c, backtesting.Strategy) and c is not backtesting.Strategy]
strategy, kept = backtesting.run(found[0], backtesting.Data(index, columns))


def numbers(values):
    return [None if np.isnan(x) or np.isinf(x) else float(x) for x in values.astype(float)]


json.dump({
    "columns": {name: np.flatnonzero(x).tolist() if x.dtype == bool else numbers(x)
                for name, x in kept.items()},
    "trades": [[t.entry_bar, t.exit_bar, t.is_long] for t in strategy.closed_trades],
}, sys.stdout)
