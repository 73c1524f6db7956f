import { failing, faults } from '#platform/contract/problem.ts'

/** Error codes of the dispatch module. */
export const dispatchFaults = faults({
  'dispatch.layer-unknown': { status: 404, title: '没有这个图层', way: '刷新页面后重新选择图层' },
})
export const failDispatch = failing(dispatchFaults)
