import { findArriving, partSize, sendPart } from '../../contract/files.ts'
import { ArrivingFile } from '../../contract/files.ts'
import { addressOf, call } from '../call.ts'
import { contact } from '../contact.ts'
import { ProblemError, networkProblem, readProblem } from '../problem-error.ts'
import { terminal } from '../terminal.ts'
import type { OutgoingFile } from './item.ts'

async function post(file: OutgoingFile, bytes: ArrayBuffer, from: number): Promise<ArrivingFile> {
  const form = new FormData()
  form.append('file', new Blob([bytes.slice(from, from + partSize)], { type: file.mime }), file.name)
  const address = addressOf(sendPart, { params: { sha256: file.sha256 }, query: { from, size: bytes.byteLength, name: file.name } })
  const sent = Date.now()
  const response = await fetch(address, {
    method: 'POST',
    body: form,
    credentials: 'same-origin',
    headers: { accept: 'application/json', 'x-terminal': terminal(), 'x-requested-with': 'sihe' },
  }).catch(() => {
    contact.failed()
    throw new ProblemError(networkProblem())
  })
  contact.heard(response, sent)
  if (!response.ok) throw new ProblemError(await readProblem(response))
  const told = ArrivingFile.safeParse(await response.json().catch(() => undefined))
  if (!told.success) throw new ProblemError(networkProblem())
  return told.data
}

/** A photo damaged on the way is begun anew this often before the person is asked. */
const MOST_RESTARTS = 3

/**
 * Sends one photo in parts, going on where the server says the last try ended; one that is there already costs one request.
 * @param progress 0–1
 * @throws ProblemError
 */
export async function sendFile(file: OutgoingFile, bytes: ArrayBuffer, progress: (share: number) => void = () => undefined): Promise<void> {
  let restarts = 0
  let stalls = 0
  let { have, file: whole } = await call(findArriving, { params: { sha256: file.sha256 } })
  while (!whole) {
    progress(have / bytes.byteLength)
    try {
      const before = have
      ;({ have, file: whole } = await post(file, bytes, have))
      // Two servers with a scratch folder each may send us back and forth; the next try meets one of them.
      if (!whole && have <= before && ++stalls > 5) throw new ProblemError(networkProblem())
    } catch (error) {
      if (!(error instanceof ProblemError) || error.code !== 'platform.file-changed' || restarts++ >= MOST_RESTARTS) throw error
      have = 0
    }
  }
  progress(1)
}
