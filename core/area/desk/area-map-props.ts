import type { Area, Bbox, Position, Shape, Tier } from '../contract.ts'

/** What is worked at on the map while editing. */
export type EditTool = 'move' | 'cut' | 'join'

export interface MapEdit {
  readonly tool: EditTool
  /** The areas as they shall be, for the preview of a move. */
  readonly areas: readonly Area[]
  readonly onMove: (from: Position, to: Position) => void
  readonly onRemove: (corner: Position) => void
  readonly onCut: (line: readonly Position[]) => void
}

export interface AreaMapProps {
  readonly areas: readonly Area[]
  readonly tiers: readonly Tier[]
  readonly base: Readonly<Record<string, unknown>> | undefined
  /** Codes drawn as chosen. */
  readonly chosen: readonly string[]
  readonly point?: Position | undefined
  /** Places of findings and of rows of a file, drawn in red over everything. */
  readonly marks: readonly Shape[]
  /** What shall be in sight; a new value moves the map. */
  readonly focus: Bbox | undefined
  readonly onPick: (at: Position) => void
  readonly edit?: MapEdit | undefined
}
