import ELK, { type ElkExtendedEdge, type ElkNode } from 'elkjs/lib/elk.bundled.js'
import { limitText } from '#core/calendar/contract.ts'
import { type ActionDefinition, type Process, targetsOf } from '../process.ts'
import type { ProcessDiagram } from '../views.ts'

const box = { width: 168, height: 64 }

interface Line {
  id: string
  from: string
  to: string
  title: string
  returns: boolean
}

/** One line per pair of steps; several actions between the same two share it. Stays and everywhere-actions are not drawn. */
function lines(process: Process): Line[] {
  const drawn = new Map<string, { from: string; to: string; titles: string[]; returns: boolean }>()
  const draw = (action: ActionDefinition, from: string, to: string) => {
    if (from === to) return
    const key = `${from}>${to}`
    const known = drawn.get(key)
    if (!known) drawn.set(key, { from, to, titles: [action.title], returns: action.returns ?? false })
    else if (!known.titles.includes(action.title)) known.titles.push(action.title)
  }
  for (const action of process.actions) {
    if (action.from.includes('*')) continue
    for (const from of action.from) for (const to of targetsOf(action)) if (to !== undefined) draw(action, from, to)
  }
  // Coming back from a side step is its purpose, not a return; an earlier place in the list is one.
  const order = new Map(process.steps.map((s, i) => [s.key, s.side ? -1 : i]))
  const isMain = (step: string) => (order.get(step) ?? -1) >= 0
  return [...drawn.entries()].map(([id, line]) => ({
    id,
    from: line.from,
    to: line.to,
    title: line.titles.join('、'),
    returns: line.returns || (isMain(line.to) && (order.get(line.to) ?? 0) < (order.get(line.from) ?? 0)),
  }))
}

const kindOf = (process: Process, step: Process['steps'][number]): ProcessDiagram['nodes'][number]['kind'] =>
  step.key === process.start ? 'start' : step.end ? 'end' : step.side ? 'side' : 'step'

/** A label's box: 13 px letters, Chinese ones as wide as high. */
const labelWidth = (text: string): number => [...text].reduce((w, c) => w + (c > '\u2e80' ? 13 : 7), 8)

// A published definition never changes and `getProcess` keeps it: one layout each (0.3–0.9 s) is enough.
const drawn = new WeakMap<Process, Promise<ProcessDiagram>>()

/** Lays a process out from top to bottom (ELK layered), so that every browser draws the same picture. */
export function layoutProcess(process: Process): Promise<ProcessDiagram> {
  let diagram = drawn.get(process)
  if (!diagram) drawn.set(process, (diagram = layOut(process)))
  return diagram
}

async function layOut(process: Process): Promise<ProcessDiagram> {
  const all = lines(process)
  const graph: ElkNode = {
    id: 'root',
    layoutOptions: {
      'elk.algorithm': 'layered',
      'elk.direction': 'DOWN',
      'elk.edgeRouting': 'ORTHOGONAL',
      'elk.layered.cycleBreaking.strategy': 'MODEL_ORDER',
      'elk.layered.considerModelOrder.strategy': 'NODES_AND_EDGES',
      'elk.spacing.nodeNode': '48',
      'elk.layered.spacing.nodeNodeBetweenLayers': '56',
      'elk.spacing.edgeLabel': '4',
    },
    children: process.steps.map((step) => ({
      id: step.key,
      ...box,
      ...(step.key === process.start ? { layoutOptions: { 'elk.layered.layering.layerConstraint': 'FIRST' } } : {}),
    })),
    edges: all.map((line): ElkExtendedEdge => ({
      id: line.id,
      sources: [line.from],
      targets: [line.to],
      labels: [{ id: `${line.id}-label`, text: line.title, width: labelWidth(line.title), height: 18 }],
    })),
  }
  const laid = await new ELK().layout(graph)
  const clockOf = (step: string) => {
    const starts = process.actions.filter((a) => targetsOf(a).includes(step)).flatMap((a) => a.clocks?.start ?? [])
    const first = step === process.start ? process.startClocks[0] : starts[0]
    const clock = process.clocks.find((c) => c.key === first)
    return clock ? `${clock.title} ${limitText(clock.limit)}` : ''
  }
  return {
    key: process.key,
    version: process.version,
    title: process.title,
    width: laid.width ?? 0,
    height: laid.height ?? 0,
    nodes: (laid.children ?? []).map((node) => {
      const step = process.steps.find((s) => s.key === node.id)!
      return {
        key: step.key,
        title: step.title,
        holder: step.holder ?? '',
        clock: clockOf(step.key),
        kind: kindOf(process, step),
        x: node.x ?? 0,
        y: node.y ?? 0,
        width: box.width,
        height: box.height,
      }
    }),
    edges: (laid.edges ?? []).map((edge) => {
      const line = all.find((l) => l.id === edge.id)!
      const section = edge.sections?.[0]
      const points = section ? [section.startPoint, ...(section.bendPoints ?? []), section.endPoint] : []
      const label = edge.labels?.[0]
      return {
        ...line,
        points: points.map((p): [number, number] => [p.x, p.y]),
        ...(label?.x !== undefined && label.y !== undefined
          ? { label: { x: label.x, y: label.y, width: label.width ?? 0, height: label.height ?? 0 } }
          : {}),
      }
    }),
  }
}
