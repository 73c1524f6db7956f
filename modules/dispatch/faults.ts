import { failing, faults } from '#platform/contract/problem.ts'

/** Error codes of the dispatch module. */
export const dispatchFaults = faults({
  'dispatch.layer-unknown': { status: 404, title: '没有这个图层', way: '刷新页面后重新选择图层' },
  'dispatch.screen-changed': { status: 409, title: '大屏设置刚被别人改过', way: '刷新页面，看过最新设置后再保存' },
  'dispatch.display-unknown': {
    status: 403,
    title: '大屏链接无效或已停用',
    way: '请值班长在“大屏设置”里重新登记这块大屏',
  },
})
export const failDispatch = failing(dispatchFaults)
