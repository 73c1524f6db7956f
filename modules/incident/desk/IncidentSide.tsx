import type { CaseDetail } from '#core/case/contract.ts'
import { LoadingSkeleton } from '#platform/client/desk/StateBlocks.tsx'
import { useEndpoint } from '#platform/client/use-endpoint.ts'
import { readIncident } from '../endpoints.ts'
import { CandidatesCard } from './CandidatesCard.tsx'
import { ReportersCard } from './ReportersCard.tsx'
import { SuggestionCard } from './SuggestionCard.tsx'
import { WhereCard } from './WhereCard.tsx'
import { useSuggestion } from './suggestion.ts'

interface IncidentSideProps {
  readonly detail: CaseDetail
  readonly act: (action: string, values?: Readonly<Record<string, unknown>>) => void
}

const before = new Set(['acceptance', 'check', 'dispatch', 'ruling'])

/** Whose it is while that is open, then whether it is known already, where, and who told us. */
export function IncidentSide({ detail, act }: IncidentSideProps) {
  const found = useEndpoint(readIncident, { params: { id: detail.card.id } })
  const can = new Set(detail.allowed.filter((one) => one.blocked === undefined).map((one) => one.key))
  const { suggestion } = useSuggestion(found.data, can.has('dispatch'))
  if (!found.data) return <LoadingSkeleton rows={8} />
  return (
    <>
      {suggestion && before.has(detail.card.step) && (
        <SuggestionCard suggestion={suggestion} dispatch={can.has('dispatch') ? () => act('dispatch') : undefined} />
      )}
      {detail.card.closedAt === undefined && (
        <CandidatesCard
          id={detail.card.id}
          merge={can.has('merge') ? (main, reason) => act('merge', { main, reason }) : undefined}
          unmerge={can.has('unmerge') ? () => act('unmerge') : undefined}
        />
      )}
      <WhereCard incident={found.data} areaName={detail.card.areaName} />
      <ReportersCard id={detail.card.id} reporters={found.data.reporters} />
    </>
  )
}
