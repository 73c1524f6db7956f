import type { Actor } from '#core/org/contract.ts'
import { personNames } from '#core/org/server/index.ts'
import type { AnswerOf } from '#platform/contract/endpoint.ts'
import { failPlatform } from '#platform/contract/problem.ts'
import type { Call } from '#platform/server/module.ts'
import { dayAt, isValidOn, refOf } from '../area.ts'
import type { readArea, readAreaVersions } from '../boundary-endpoints.ts'
import { areaOf } from '../surface.ts'
import { answeringFor } from './answering.ts'
import { listAreas, listVersions } from './store.ts'

/** What the card of one area shows on a day. */
export async function areaCard(call: Call<typeof readArea, Actor>): Promise<AnswerOf<typeof readArea>> {
  const { tx, actor, params, query, now } = call
  const at = query.at ?? dayAt(now)
  const current = (await listAreas(tx, actor.town)).filter((area) => isValidOn(area, at))
  const area = current.find(({ code }) => code === params.code)
  if (!area) throw failPlatform('platform.not-found', { detail: `${at} 没有编码为 ${params.code} 的区域` })
  const parent = current.find(({ code }) => code === area.parent)
  const [answering] = await answeringFor(tx, actor.town, [refOf(area)], at)
  return {
    at,
    area,
    squareMetres: areaOf(area.geometry),
    ...(parent ? { parent: refOf(parent) } : {}),
    children: current.filter((other) => other.parent === area.code).map(refOf),
    answering: answering!,
  }
}

/** All versions of a code with the names of those who wrote them. */
export async function versionsOf(call: Call<typeof readAreaVersions, Actor>): Promise<AnswerOf<typeof readAreaVersions>> {
  const { tx, actor, params } = call
  const versions = await listVersions(tx, actor.town, params.code)
  if (versions.length === 0) throw failPlatform('platform.not-found', { detail: `没有编码为 ${params.code} 的区域` })
  const personId = (subject: string) => /^person:(.+)$/.exec(subject)?.[1] ?? ''
  const ids = versions.map(({ changedBy }) => personId(changedBy)).filter((id) => id !== '')
  const names = await personNames(tx, actor.town, ids)
  return {
    versions: versions.map(({ changedAt, changedBy, ...area }) => ({
      ...area,
      squareMetres: areaOf(area.geometry),
      changedAt: changedAt.getTime(),
      changedBy: names.get(personId(changedBy)) ?? '系统',
    })),
  }
}
