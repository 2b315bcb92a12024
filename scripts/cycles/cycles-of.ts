/**
 * The groups of modules that import each other, directly or through others: the strongly connected components of the graph with
 * more than one module, and modules that import themselves. Sorted.
 * @param graph - the imported modules of each module
 */
export function cyclesOf(graph: ReadonlyMap<string, readonly string[]>): readonly (readonly string[])[] {
  const reached = new Map([...graph.keys()].map((module) => [module, reachableFrom(graph, module)]));
  const groups = new Map<string, readonly string[]>();
  for (const [module, targets] of reached) {
    if (!targets.has(module)) continue;
    const group = [...targets].filter((other) => reached.get(other)?.has(module)).sort();
    groups.set(group.join(' '), group);
  }
  return [...groups.keys()].sort().map((key) => groups.get(key) ?? []);
}

function reachableFrom(graph: ReadonlyMap<string, readonly string[]>, start: string): ReadonlySet<string> {
  const found = new Set<string>();
  const open = [...(graph.get(start) ?? [])];
  for (let module = open.pop(); module !== undefined; module = open.pop()) {
    if (found.has(module)) continue;
    found.add(module);
    for (const next of graph.get(module) ?? []) open.push(next);
  }
  return found;
}
