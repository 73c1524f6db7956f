import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { z } from 'zod'
import { call } from '#platform/client/call.ts'
import { ProblemError, problemText } from '#platform/client/problem-error.ts'
import { useIntent } from '#platform/client/use-intent.ts'
import { Finding, redrawBoundaries } from '../contract.ts'
import type { BoundaryEditing } from './use-boundary-edit.ts'

const Findings = z.array(Finding)

/** Sends the edit; new faults and another editor's change come back as things to look at, and nothing drawn is lost. */
export function useSaveEdit(editing: BoundaryEditing, from: string, done: (from: string) => void) {
  const client = useQueryClient()
  const intent = useIntent()
  const [busy, setBusy] = useState(false)
  const [fault, setFault] = useState<string>()
  const [conflict, setConflict] = useState(false)
  const [findings, setFindings] = useState<readonly Finding[]>([])
  const save = async (accept: { reason: string } | undefined): Promise<void> => {
    setBusy(true)
    setFault(undefined)
    setConflict(false)
    try {
      const { change, seen } = editing.change(from)
      const content = { ...change, seen, ...(accept ? { accept } : {}) }
      await call(redrawBoundaries, { body: { ...content, actionId: intent.idFor(content) } })
      intent.done()
      setFindings([])
      await client.invalidateQueries()
      done(from)
    } catch (error) {
      setFault(problemText(error))
      if (!(error instanceof ProblemError)) return
      setConflict(error.code === 'platform.conflict')
      if (error.code === 'area.new-errors') setFindings(Findings.catch([]).parse(error.problem.extra?.['findings']))
    } finally {
      setBusy(false)
    }
  }
  return { busy, fault, conflict, findings, save }
}
