import { failing, faults } from '#platform/contract/problem.ts'
import type { ServerModule } from '#platform/server/module.ts'
import { grant, rolePermissions } from '#core/org/contract.ts'
import { route } from '#core/org/server/index.ts'
import { readSimulator, switchSimulator } from './contract.ts'
import { readSwitch, writeSwitch } from './simulator/setting.ts'

const townFaults = faults({ 'town.not-demo': { status: 409, title: '本镇没有模拟器', way: '模拟器只在演示镇四河镇里使用' } })
const failTown = failing(townFaults)

/** The switch of the demo town's simulator. */
export const simulatorModule: ServerModule = {
  name: 'town',
  permissions: { 'town.simulator.switch': '开关演示模拟器' },
  faults: townFaults,
  routes: [
    route(readSimulator, ({ tx, actor }) => readSwitch(tx, actor.town)),
    route(switchSimulator, async ({ tx, actor, body }) => {
      const { available } = await readSwitch(tx, actor.town)
      if (!available) throw failTown('town.not-demo')
      await writeSwitch(tx, actor.town, body.on, actor.subject)
      return { available, on: body.on }
    }),
  ],
  contributes: [
    rolePermissions.of(
      ...grant('town.simulator.switch', { 'watch-officer': ['town'], dispatcher: ['town'], leader: ['town'], 'system-admin': ['town'] }),
    ),
  ],
}
