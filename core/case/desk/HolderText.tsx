import type { HolderView } from '#core/case/contract.ts'

/** Who has it now, in one phrase: `市政养护中心 · 王强`, or the queue of a role. */
export function holderWords({ unit, person, role }: HolderView): string {
  if (unit && person) return `${unit.name} · ${person.name}`
  return unit?.name ?? person?.name ?? (role ? `${role.title}（待领）` : '—')
}

export function HolderText({ holder }: { readonly holder: HolderView }) {
  const words = holderWords(holder)
  return (
    <span className="holder-text" title={words}>
      {words}
    </span>
  )
}
