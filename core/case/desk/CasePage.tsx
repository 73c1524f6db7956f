import { useParams } from '@tanstack/react-router'
import { CasePanel } from './CasePanel.tsx'

/** One case on a page of its own. */
export function CasePage() {
  const { id } = useParams({ strict: false }) as { id: string }
  return <CasePanel key={id} id={id} />
}
