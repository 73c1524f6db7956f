import { parentPort } from 'node:worker_threads'
import { failArea } from '../fault.ts'
import { checkJob, importJob } from '../geometry-job.ts'
import { formatOf } from '../import-format.ts'
import { newFindings } from '../new-findings.ts'
import type { RowsReading } from '../read-geojson.ts'
import { readGeoJson } from '../read-geojson.ts'
import type { GeometryAnswer, GeometryJob } from './geometry.ts'

async function readRows(bytes: Uint8Array): Promise<RowsReading> {
  const format = formatOf(bytes)
  // The table readers are loaded only for a table: exceljs takes a third of a second.
  const tables = format === 'geojson' ? undefined : await import('./read-table.ts')
  if (!tables) return readGeoJson(new TextDecoder().decode(bytes))
  return format === 'xlsx' ? tables.readXlsxTable(bytes) : tables.readCsvTable(bytes)
}

async function run(job: GeometryJob): Promise<GeometryAnswer> {
  if (job.kind === 'check') return { kind: 'check', findings: checkJob(job.areas, job.at) }
  if (job.kind === 'compare') return { kind: 'compare', findings: newFindings(job.before, job.after, job.at) }
  const reading = await readRows(job.bytes)
  if (!reading.ok) return { kind: 'refused', code: 'area.file-unreadable', detail: reading.reason }
  const plan = importJob(reading.rows, job.options, job.existing, job.consent)
  const columns = [...new Set(reading.rows.slice(0, 200).flatMap((row) => Object.keys(row.fields)))].slice(0, 100)
  return { kind: 'import', format: formatOf(job.bytes), columns, ...(reading.crs === undefined ? {} : { crs: reading.crs }), ...plan }
}

parentPort?.on('message', (job: GeometryJob) => {
  void run(job)
    .catch((error: unknown): GeometryAnswer => {
      const fault = failArea('area.file-unreadable')
      return {
        kind: 'refused',
        code: 'area.file-unreadable',
        detail: `${fault.title}：${error instanceof Error ? error.message.slice(0, 160) : ''}`,
      }
    })
    .then((answer) => parentPort?.postMessage(answer))
})
