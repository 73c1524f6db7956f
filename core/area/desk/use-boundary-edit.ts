import { useCallback, useMemo, useState } from 'react'
import { Fault } from '#platform/contract/problem.ts'
import { problemText } from '#platform/client/problem-error.ts'
import { call } from '#platform/client/call.ts'
import type { Area, Position } from '../contract.ts'
import { readAreaCodes } from '../contract.ts'
import type * as Edit from '../edit.ts'
import type { BoundaryEdit } from '../edit.ts'
import type { EditTool, MapEdit } from './area-map-props.ts'

type Acts = typeof Edit

interface State {
  readonly acts: Acts
  /** The newest last; the first is how it began. */
  readonly steps: readonly BoundaryEdit[]
}

export interface BoundaryEditing {
  readonly areas: readonly Area[]
  readonly base: readonly Area[]
  readonly tool: EditTool
  readonly setTool: (tool: EditTool) => void
  readonly dirty: boolean
  readonly fault: string | undefined
  readonly undo: () => void
  readonly rename: (code: string, name: string) => void
  readonly join: (codes: readonly string[]) => boolean
  readonly change: (from: string) => { change: ReturnType<Acts['changeOf']>; seen: ReturnType<Acts['seenOf']> }
  readonly map: (chosen: string | undefined) => MapEdit
  readonly stop: () => void
}

/** The borders being redrawn, every step of it. The polygon libraries come only when somebody begins to edit. */
export function useBoundaryEdit(): {
  readonly editing: BoundaryEditing | undefined
  readonly begin: (areas: readonly Area[]) => Promise<void>
} {
  const [state, setState] = useState<State>()
  const [tool, setTool] = useState<EditTool>('move')
  const [fault, setFault] = useState<string>()
  const begin = useCallback(async (areas: readonly Area[]) => {
    const [acts, { codes }] = await Promise.all([import('../edit.ts'), call(readAreaCodes, {})])
    setFault(undefined)
    setTool('move')
    setState({ acts, steps: [acts.startEdit(areas, codes)] })
  }, [])
  const editing = useMemo((): BoundaryEditing | undefined => {
    const now = state?.steps.at(-1)
    if (!state || !now) return undefined
    const { acts, steps } = state
    const act = (step: () => BoundaryEdit): boolean => {
      try {
        const next = step()
        setState({ acts, steps: [...steps, next] })
        setFault(undefined)
        return true
      } catch (error) {
        setFault(
          error instanceof Fault ? [error.more.detail ?? error.title, error.more.way].filter(Boolean).join('。') : problemText(error),
        )
        return false
      }
    }
    return {
      areas: now.areas,
      base: now.base,
      tool,
      setTool,
      fault,
      dirty: steps.length > 1,
      undo: () => steps.length > 1 && setState({ acts, steps: steps.slice(0, -1) }),
      rename: (code, name) => act(() => acts.renameArea(now, code, name)),
      join: (codes) => act(() => acts.joinAreas(now, codes)),
      change: (from) => {
        const change = acts.changeOf(now, from)
        return { change, seen: acts.seenOf(now, change) }
      },
      map: (chosen) => ({
        tool,
        areas: now.areas,
        onMove: (from: Position, to: Position) => act(() => acts.moveCorner(now, from, to)),
        onRemove: (corner: Position) => act(() => acts.removeCorner(now, corner)),
        onCut: (line: readonly Position[]) => {
          if (chosen === undefined) setFault('请先点选要分割的网格，再画分割线')
          else act(() => acts.cutArea(now, chosen, line))
        },
      }),
      stop: () => setState(undefined),
    }
  }, [state, tool, fault])
  return { editing, begin }
}
