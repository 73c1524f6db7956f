import { call } from '#platform/client/call.ts'
import { MaskedText } from '#platform/client/desk/MaskedText.tsx'
import { useMay } from '#platform/client/viewer.ts'
import { revealPhone } from '../contract.ts'
import type { Person } from '../contract.ts'

/** A phone, masked; whoever may open it says why, and the server writes it down. */
export function PhoneText({ person }: { readonly person: Pick<Person, 'id' | 'name' | 'phone'> }) {
  const mayReveal = useMay('org.person.reveal')
  if (person.phone === null) return <span className="quiet">未登记</span>
  const reveal = async (reason: string): Promise<string> => (await call(revealPhone, { params: { id: person.id }, body: { reason } })).phone
  return <MaskedText masked={person.phone} label={`${person.name}的电话`} reveal={mayReveal ? reveal : undefined} />
}
