import type { KeyboardEvent } from 'react'
import type { ProcessDiagram } from '#core/case/contract.ts'
import { roundedPath } from './drawing-path.ts'

interface ProcessDrawingProps {
  readonly diagram: ProcessDiagram
  readonly scale: number
  /** The step a case is at now. */
  readonly now: string | undefined
  readonly chosen: { readonly step: string | undefined; readonly line: string | undefined }
  readonly chooseStep: (key: string) => void
  readonly chooseLine: (id: string) => void
}

type Node = ProcessDiagram['nodes'][number]
type Edge = ProcessDiagram['edges'][number]

const press = (act: () => void) => (event: KeyboardEvent) => {
  if (event.key !== 'Enter' && event.key !== ' ') return
  event.preventDefault()
  act()
}

/** The server's layout as plain SVG: the same picture on every screen and on paper, no library to load. */
export function ProcessDrawing({ diagram, scale, now, chosen, chooseStep, chooseLine }: ProcessDrawingProps) {
  const { width, height, nodes, edges } = diagram
  // Lines first, then their labels, then boxes: a line never hides a word.
  const ordered = edges.toSorted((a, b) => Number(a.id === chosen.line) - Number(b.id === chosen.line))
  return (
    <svg
      className="process-drawing"
      viewBox={`0 0 ${width} ${height}`}
      width={width * scale}
      height={height * scale}
      role="group"
      aria-label={`${diagram.title}：${nodes.length} 个环节，${edges.length} 条走向`}
    >
      <defs>
        {(['step', 'return'] as const).map((kind) => (
          <marker
            key={kind}
            id={`arrow-${kind}`}
            viewBox="0 0 10 10"
            refX="9"
            refY="5"
            markerUnits="userSpaceOnUse"
            markerWidth="12"
            markerHeight="12"
            orient="auto"
          >
            <path className={`arrow-${kind}`} d="M0 0.5 10 5 0 9.5z" />
          </marker>
        ))}
      </defs>
      {ordered.map((edge) => (
        <path
          key={edge.id}
          className={edgeClass('process-line', edge, chosen.line)}
          d={roundedPath(edge.points)}
          markerEnd={`url(#arrow-${edge.returns ? 'return' : 'step'})`}
        />
      ))}
      {nodes.map((node) => (
        <StepBox key={node.key} node={node} now={node.key === now} chosen={node.key === chosen.step} choose={() => chooseStep(node.key)} />
      ))}
      {ordered.map(
        (edge) =>
          edge.label && <LineLabel key={edge.id} edge={edge} box={edge.label} chosen={chosen.line} choose={() => chooseLine(edge.id)} />,
      )}
    </svg>
  )
}

const edgeClass = (base: string, { id, returns }: Edge, chosen: string | undefined): string =>
  `${base}${returns ? ' is-return' : ''}${id === chosen ? ' is-chosen' : ''}`

interface StepBoxProps {
  readonly node: Node
  readonly now: boolean
  readonly chosen: boolean
  readonly choose: () => void
}

function StepBox({ node, now, chosen, choose }: StepBoxProps) {
  const { x, y, width, height, title, holder, clock, kind } = node
  const lines = [holder, clock].filter(Boolean).length
  const top = y + (lines === 0 ? 37 : lines === 1 ? 29 : 22)
  const words = [title, holder && `由${holder}办理`, clock && `时限${clock}`, now && '案件现在这里'].filter(Boolean).join('，')
  return (
    <g
      role="button"
      tabIndex={0}
      aria-label={words}
      aria-pressed={chosen}
      data-step={node.key}
      className={`process-box kind-${kind}${now ? ' is-now' : ''}${chosen ? ' is-chosen' : ''}`}
      onClick={choose}
      onKeyDown={press(choose)}
    >
      <rect x={x} y={y} width={width} height={height} rx="7" />
      <path className="process-stripe" d={`M${x + 6} ${y + 1.5}H${x + width - 6}`} />
      <text className="process-title" x={x + 12} y={top}>
        {title}
      </text>
      {holder && (
        <text className="process-holder" x={x + 12} y={top + 18}>
          {holder}
        </text>
      )}
      {clock && (
        <text className="process-clock" x={x + 12} y={top + (holder ? 34 : 18)}>
          {clock}
        </text>
      )}
      {now && (
        <text className="process-now" x={x + width - 10} y={top} textAnchor="end">
          ● 当前
        </text>
      )}
    </g>
  )
}

interface LineLabelProps {
  readonly edge: Edge
  readonly box: NonNullable<Edge['label']>
  readonly chosen: string | undefined
  readonly choose: () => void
}

function LineLabel({ edge, box, chosen, choose }: LineLabelProps) {
  return (
    <g
      role="button"
      tabIndex={0}
      aria-label={`${edge.title}${edge.returns ? '（退回）' : ''}`}
      aria-pressed={edge.id === chosen}
      className={edgeClass('process-label', edge, chosen)}
      onClick={choose}
      onKeyDown={press(choose)}
    >
      <rect x={box.x} y={box.y - 1} width={box.width} height={box.height + 2} rx="4" />
      <text x={box.x + box.width / 2} y={box.y + 13} textAnchor="middle">
        {edge.title}
      </text>
    </g>
  )
}
