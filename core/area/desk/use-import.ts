import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { z } from 'zod'
import { call } from '#platform/client/call.ts'
import { problemText } from '#platform/client/problem-error.ts'
import { upload } from '#platform/client/upload.ts'
import { useIntent } from '#platform/client/use-intent.ts'
import type { ImportOptions } from '../contract.ts'
import { importAreas, previewAreas } from '../contract.ts'

export type ImportPreview = z.output<typeof previewAreas.reply>
export type ImportDone = z.output<typeof importAreas.reply>

/** A file on its way into the register: previewed as often as one likes, kept once. */
export function useImport(options: ImportOptions) {
  const client = useQueryClient()
  const intent = useIntent()
  const [preview, setPreview] = useState<ImportPreview>()
  const [done, setDone] = useState<ImportDone>()
  const [busy, setBusy] = useState(false)
  const [fault, setFault] = useState<string>()
  const run = async (work: () => Promise<void>): Promise<void> => {
    setBusy(true)
    setFault(undefined)
    try {
      await work()
    } catch (error) {
      setFault(problemText(error))
    } finally {
      setBusy(false)
    }
  }
  const look = (file: File): Promise<void> =>
    run(async () => {
      const { fields, ...rest } = options
      setDone(undefined)
      setPreview(
        await upload(previewAreas, { query: { ...rest, ...(fields === undefined ? {} : { fields: JSON.stringify(fields) }) } }, file),
      )
    })
  const keep = (consent: 'all' | string[], accept: { reason: string } | undefined): Promise<void> =>
    run(async () => {
      if (!preview) return
      const content = { sha256: preview.sha256, stamp: preview.stamp, options, consent, ...(accept ? { accept } : {}) }
      setDone(await call(importAreas, { body: { ...content, actionId: intent.idFor(content) } }))
      intent.done()
      setPreview(undefined)
      await client.invalidateQueries()
    })
  return { preview, done, busy, fault, look, keep, clear: () => setPreview(undefined) }
}
