import { recurring } from '#platform/server/recurring.ts'
import { towns } from '#core/org/server/index.ts'
import { patrolSettings } from './settings.ts'

const DAY = 86_400_000

/** Tracks and looks older than the town keeps them go every night: mover by mover, so that each walks its own key. */
export const forgetTracks = recurring('patrol.tracks-forget', { daily: '03:20' }, async (tx, _job, platform) => {
  for (const { code } of await towns(platform)) {
    const { trackDays } = await patrolSettings(tx, code)
    const before = new Date(platform.now().getTime() - trackDays * DAY)
    await tx.query(
      `delete from patrol.track t using (select distinct id from patrol.mover where town = $1) m where t.town = $1 and t.mover_id = m.id and t.begins < $2`,
      [code, before],
    )
    await tx.query(`delete from patrol.look where town = $1 and until < $2`, [code, before])
  }
})
