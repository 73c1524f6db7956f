import { openAsBlob } from 'node:fs'
import { rm } from 'node:fs/promises'
import { Readable } from 'node:stream'
import type { ReadableStream } from 'node:stream/web'
import { AwsClient } from 'aws4fetch'
import { keyOf } from './key.ts'
import type { FileStore } from './store.ts'

export interface S3Settings {
  /** `https://host/bucket`: path style, which every S3-like store (MinIO, Ceph, OSS, OBS) understands. */
  readonly url: string
  readonly key: string
  readonly secret: string
}

/** Objects in an S3-compatible bucket under `files/`. Signed with AWS Signature 4. */
export function s3Store(settings: S3Settings, scratch: string): FileStore {
  // Region: self-hosted stores take any; clouds with regions accept `us-east-1` on their path-style hosts or name it in the host.
  const client = new AwsClient({
    accessKeyId: settings.key,
    secretAccessKey: settings.secret,
    service: 's3',
    region: 'us-east-1',
    retries: 3,
  })
  const base = settings.url.replace(/\/+$/, '')
  const urlOf = (sha256: string) => `${base}/files/${keyOf(sha256)}`

  async function has(sha256: string): Promise<boolean> {
    const reply = await client.fetch(urlOf(sha256), { method: 'HEAD' })
    if (reply.ok) return true
    if (reply.status === 404) return false
    throw new Error(`file store answered ${reply.status} to HEAD`)
  }

  return {
    scratch,
    has,
    async put(sha256, path) {
      if (!(await has(sha256))) {
        // A blob carries its length (S3 refuses chunked bodies) and is read from disk as it goes; naming our hash makes
        // the store check what arrived.
        const body = await openAsBlob(path)
        const reply = await client.fetch(urlOf(sha256), { method: 'PUT', body, headers: { 'x-amz-content-sha256': sha256 } })
        if (!reply.ok) throw new Error(`file store answered ${reply.status} to PUT`)
      }
      await rm(path, { force: true })
    },
    async open(sha256, range) {
      const headers = range ? { range: `bytes=${range.from}-${range.to}` } : undefined
      const reply = await client.fetch(urlOf(sha256), headers ? { headers } : {})
      if (!reply.ok || !reply.body) throw new Error(`file store answered ${reply.status} to GET`)
      return Readable.fromWeb(reply.body as ReadableStream<Uint8Array>)
    },
  }
}
