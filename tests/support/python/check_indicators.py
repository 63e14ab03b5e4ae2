"""Compares the indicators that tide writes into Python files with tide's own: reads cases as JSON,
prints what differs."""
import importlib
import json
import sys

import numpy as np

sys.path.insert(0, sys.argv[1])
known = {}
for module in ["windows", "averages", "momentum", "series"]:
    known.update(vars(importlib.import_module(module)))


def column(values):
    return np.array([np.nan if x is None else x for x in values], dtype=float)


def compare(case, columns):
    inputs = [columns[name] for name in case["inputs"]]
    got = known[case["function"]](*[np.array(x) for x in inputs], *(case.get("params") or []))
    got = got if isinstance(got, tuple) else (got,)
    for name, mine, theirs in zip(case["outputs"], got, case["expected"]):
        theirs = column(theirs)
        off = np.abs(mine - theirs) > 1e-9 * np.maximum(np.abs(theirs), 1)
        wrong = np.flatnonzero(off | (np.isnan(mine) != np.isnan(theirs)))
        if len(wrong):
            t = wrong[0]
            return "%s(%s).%s[%d]: %r, tide says %r" % (
                case["function"], case.get("params"), name, t, mine[t], theirs[t])


document = json.load(open(sys.argv[2]))
for case in document["cases"]:
    problem = compare(case, {k: column(v) for k, v in document["markets"][case["market"]].items()})
    if problem:
        print(problem)
print("compared", len(document["cases"]))
