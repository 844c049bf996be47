"""The browser's modules as `twin` in a page, beside which the command line's are run."""

from __future__ import annotations

LOAD = """async (langs) => {
  const load = (name) => import(new URL(`../js/engine/${name}.js`, location));
  const core = { ...await load("search"), ...await load("scan"), numbering: await load("numbering") };
  const index = {}, prepared = {};
  for (const lang of langs) {
    index[lang] = await (await fetch(`../search/${lang}.json`)).json();
    prepared[lang] = core.prepare(index[lang]);
  }
  globalThis.twin = { ...core, index, prepared };
}"""
"""Makes `twin`."""

SCAN = """([texts, careful]) => {
  const knowledge = twin.buildScanIndex(twin.index.en);
  if (careful) knowledge.mayContainCode = () => true;
  return texts.map((text) => {
    const steps = twin.scan(text, knowledge);
    let step = steps.next();
    while (!step.done) step = steps.next();
    return step.value.entries.map(({ kind, code, certain, legacy, count, hits }) => [
      kind === "unknown" ? kind : certain ? "certain" : "possible", code, [...legacy], count,
      [...new Set(hits.filter((_, i) => i % 3 === 0).map((line) => line + 1))],
    ]);
  });
}"""
"""Gives what is found in each text."""
