import { failing, faults } from '#platform/contract/problem.ts'

export const areaFaults = faults({
  'area.line-misses': { status: 422, title: '分割线没有把这个区域分成两块', way: '让分割线的两端都越过边界再试' },
  'area.not-adjacent': { status: 422, title: '选中的区域不相邻，不能合并', way: '只选有公共边的区域' },
  'area.date-order': { status: 422, title: '新边界的生效日期不对', way: '生效日期应晚于现行版本的生效日期，早于其失效日期' },
  'area.not-planned': { status: 422, title: '这一天没有待生效的调整', way: '只能撤回明天及以后生效的调整；已生效的请另做一次调整' },
  'area.later-plan': { status: 422, title: '之后还有待生效的调整', way: '请先撤回最晚的一次，再撤回这一次' },
  'area.unknown': { status: 422, title: '这一天没有这个区域', way: '核对编码和生效日期；已停用的编码不能再改' },
  'area.code-taken': { status: 422, title: '编码已被使用', way: '停用过的编码也不得再用，请另编新码' },
  'area.codes-used-up': { status: 422, title: '这个上级下的编码已用完', way: '请先核对上级，或联系系统管理员' },
  'area.new-errors': { status: 422, title: '调整后会出现新的边界错误', way: '按提示改正边界；确需先这样生效的，写明理由后再提交' },
  'area.too-tangled': { status: 422, title: '边界过于复杂，在限定时间内没有算完', way: '请分批提交，或先在绘图软件中简化边界' },
  'area.file-unreadable': { status: 422, title: '文件读不出区域', way: '请上传 GeoJSON、CSV 或 XLSX；第一行应为列名' },
  'area.file-gone': { status: 422, title: '预览过的文件已不在', way: '请重新选择文件并预览' },
  'area.tile-outside': { status: 404, title: '这张瓦片在本镇范围以外', way: '在镇界范围内查看地图' },
  'area.raster-off': { status: 404, title: '本镇没有启用这种底图', way: '切换为本镇底图，或由系统管理员启用' },
  'area.raster-failed': { status: 503, title: '第三方底图暂时取不到', way: '切换为本镇底图；长时间如此请核对地址和密钥' },
  'area.nothing-agreed': { status: 422, title: '没有可以导入的区域', way: '请同意修复，或改正文件后重新导入' },
})

export const failArea = failing(areaFaults)
