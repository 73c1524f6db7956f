/** Why something sent was not kept, in words the device's owner can act on. */
export const refusals = {
  garbage: { title: '不是合法的 JSON', way: '检查报文格式，应为 UTF-8 的 JSON 对象' },
  'too-large': { title: '报文超过大小上限', way: '单条报文不超过 256 KB' },
  'topic-wrong': { title: '主题不对', way: '只能向本设备自己的主题发布，见接入指南' },
  'topic-foreign': { title: '向别的设备的主题发布', way: '检查设备编号与密钥是否配错' },
  'id-mismatch': { title: '报文里的设备编号不是本设备', way: '检查设备编号与密钥是否配错' },
  'device-unknown': { title: '设备未登记', way: '先在台账登记，再发送' },
  'device-stopped': { title: '设备已停用或报废', way: '在台账中恢复“在用”' },
  'secret-wrong': { title: '密钥不对', way: '在设备页重新生成密钥并写入设备' },
  'no-values': { title: '没有可用的读数', way: '报文里没有一个字段能读成数字，检查格式和对照表' },
  'not-a-number': { title: '数值无效（NaN、无穷或非数字）', way: '传感器故障或固件有误，检查设备' },
  'number-as-text': { title: '数字写成了文字', way: '让设备发送数字，或在对照表中勾选“接受文字数字”' },
  'out-of-range': { title: '超出量程', way: '检查传感器与单位' },
  'field-wrong': { title: '字段名不合规', way: '字段名为 1 至 40 位字母、数字、点或横线' },
  'too-many-fields': { title: '字段太多', way: '一条报文最多 32 个字段' },
  'time-wrong': { title: '时间读不出来', way: '时间应为带时区的 ISO 8601 或毫秒' },
  'time-future': { title: '时钟超前', way: '已按到达时间保存；校准设备时钟' },
  'time-old': { title: '早于 72 小时的数据', way: '补传历史数据请用台账的导入' },
  'too-fast': { title: '发送过快', way: '每台设备每分钟最多 600 条，放慢后重试' },
  'connects-often': { title: '连接过于频繁', way: '断线后隔几秒再连，并加随机间隔' },
  busy: { title: '接收繁忙，未受理', way: '设备会自动重发；持续出现请联系管理员' },
} as const
export type RefusalReason = keyof typeof refusals
export const isRefusal = (text: string): text is RefusalReason => text in refusals
export const refusalWords = (reason: string): { title: string; way: string } =>
  isRefusal(reason) ? refusals[reason] : { title: reason, way: '' }
