/**
 * The largest set of files that all reach each other (Tarjan's strongly connected components); empty when there is no
 * cycle. Iterative, since a chain of imports may be deeper than the stack likes.
 */
export function largestCycle(graph: ReadonlyMap<string, readonly string[]>): string[] {
  const index = new Map<string, number>()
  const low = new Map<string, number>()
  const stack: string[] = []
  const onStack = new Set<string>()
  let largest: string[] = []

  const visit = (node: string): void => {
    index.set(node, index.size)
    low.set(node, index.size - 1)
    stack.push(node)
    onStack.add(node)
  }
  const close = (node: string): void => {
    if (low.get(node) !== index.get(node)) return
    const members = stack.splice(stack.indexOf(node))
    for (const member of members) onStack.delete(member)
    const cyclic = members.length > 1 || (graph.get(node) ?? []).includes(node)
    if (cyclic && members.length > largest.length) largest = members.sort()
  }

  for (const root of graph.keys()) {
    if (index.has(root)) continue
    visit(root)
    const work = [{ node: root, next: 0 }]
    for (let top = work.at(-1); top !== undefined; top = work.at(-1)) {
      const child = graph.get(top.node)?.[top.next++]
      if (child === undefined) {
        close(top.node)
        work.pop()
        const parent = work.at(-1)?.node
        if (parent !== undefined) low.set(parent, Math.min(low.get(parent) ?? 0, low.get(top.node) ?? 0))
      } else if (!index.has(child)) {
        visit(child)
        work.push({ node: child, next: 0 })
      } else if (onStack.has(child)) low.set(top.node, Math.min(low.get(top.node) ?? 0, index.get(child) ?? 0))
    }
  }
  return largest
}
