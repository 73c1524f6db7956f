import { GuideList } from './GuideList.tsx'
import { GuidePage } from './GuidePage.tsx'
import { ThingPage } from './ThingPage.tsx'
import './guide.css'

/** 办事指南 on the residents' page: `#/guide`, `#/guide/<code>`, `#/guide/thing/<code>`. No account. */
export function GuideApp({ parts: [first, second] }: { readonly parts: readonly string[] }) {
  if (first === 'thing' && second) return <ThingPage key={second} code={second} />
  return first ? <GuidePage key={first} code={first} /> : <GuideList />
}
