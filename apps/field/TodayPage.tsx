import { useDevice } from '#platform/client/field/device.ts'
import { may } from '#platform/client/desk-module.ts'
import { useNow } from '#platform/client/time.ts'
import { useViewer } from '#platform/client/viewer.ts'

const date = new Intl.DateTimeFormat('zh-CN', { timeZone: 'Asia/Shanghai', month: 'long', day: 'numeric', weekday: 'long' })

/** 今天: what the modules have for this person, the most urgent on top. */
export function TodayPage() {
  const { modules } = useDevice()
  const viewer = useViewer()
  const now = useNow()
  const cards = modules
    .flatMap((module) => module.cards ?? [])
    .filter((card) => may(viewer.permissions, card.needs))
    .toSorted((a, b) => (a.position ?? 100) - (b.position ?? 100))
  return (
    <main className="screen">
      <div className="screen-head today">
        <h1>{date.format(now)}</h1>
        <p>
          {viewer.name} · {viewer.postTitle}
          {viewer.demo && <span className="demo">演示</span>}
        </p>
      </div>
      {cards.map(({ key, card: Card }) => (
        <Card key={key} />
      ))}
    </main>
  )
}
