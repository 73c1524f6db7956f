import type { BodyOf } from '#platform/contract/endpoint.ts'
import { ProblemError, networkProblem, readProblem } from '#platform/client/problem-error.ts'
import { terminal } from '#platform/client/terminal.ts'
import type { exportInside } from '../../contract.ts'

/** Saves the list of a drawn polygon as a workbook. @throws ProblemError */
export async function downloadInside(body: BodyOf<typeof exportInside>): Promise<void> {
  const response = await fetch('/api/map/inside/export', {
    method: 'POST',
    credentials: 'same-origin',
    headers: { 'content-type': 'application/json', 'x-terminal': terminal(), 'x-requested-with': 'sihe' },
    body: JSON.stringify(body),
  }).catch(() => {
    throw new ProblemError(networkProblem())
  })
  if (!response.ok) throw new ProblemError(await readProblem(response))
  const url = URL.createObjectURL(await response.blob())
  const link = document.createElement('a')
  link.href = url
  link.download = '圈选清单.xlsx'
  link.click()
  setTimeout(() => URL.revokeObjectURL(url), 10_000)
}
