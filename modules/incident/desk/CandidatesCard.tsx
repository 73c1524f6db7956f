import { Button } from 'antd'
import { useEndpoint } from '#platform/client/use-endpoint.ts'
import { findSameAs } from '../endpoints.ts'
import { CandidateRow } from './CandidateRow.tsx'
import { reasonOf } from './merge-reason.ts'

interface CandidatesCardProps {
  readonly id: string
  readonly merge?: ((main: string, reason: string) => void) | undefined
  readonly unmerge?: (() => void) | undefined
}

/** 疑似同一问题: with photo, distance, age and state, so that somebody can judge; nothing merges by itself. */
export function CandidatesCard({ id, merge, unmerge }: CandidatesCardProps) {
  const found = useEndpoint(findSameAs, { params: { id } }, { staleTime: 30_000 })
  const candidates = found.data?.candidates ?? []
  if (candidates.length === 0 && !unmerge) return null
  return (
    <section className="panel">
      <h2 className="panel-head">
        疑似同一问题
        {unmerge && (
          <Button size="small" className="panel-more" onClick={unmerge}>
            撤销并案
          </Button>
        )}
      </h2>
      <ul className="panel-body candidates">
        {candidates.map((candidate) => (
          <CandidateRow
            key={candidate.id}
            candidate={candidate}
            act={
              merge && !candidate.closed ? { title: '并入此件', run: () => merge(candidate.id, reasonOf(candidate.reasons)) } : undefined
            }
          />
        ))}
      </ul>
    </section>
  )
}
