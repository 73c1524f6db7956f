import type { UnitKind } from '#core/org/contract.ts'

/** A unit of the plan. `key` is also its code; `duty` binds it to the responsibility list. */
export interface UnitPlan {
  key: string
  name: string
  short: string
  kind: UnitKind
  parent: string | null
  duty?: string
}

// 一中心、两前台、六后台 (features.md no. 4): the shape is real, the seed names neither the back offices nor the
// stations; these names are 示例 and the town edits them.
export const UNITS: readonly UnitPlan[] = [
  { key: 'town', name: '四河镇', short: '镇', kind: 'town', parent: null },

  { key: 'centre', name: '集成指挥中心', short: '指挥中心', kind: 'center', parent: 'town', duty: 'centre' },
  { key: 'centre-dispatch', name: '值班调度组', short: '调度组', kind: 'team', parent: 'centre' },
  { key: 'centre-check', name: '核查回访组', short: '核查组', kind: 'team', parent: 'centre' },
  { key: 'centre-grid', name: '网格管理办公室', short: '网格办', kind: 'team', parent: 'centre' },
  { key: 'centre-patrol', name: '联动巡查队', short: '巡查队', kind: 'team', parent: 'centre' },
  { key: 'centre-data', name: '数据和安全组', short: '数据组', kind: 'team', parent: 'centre' },

  { key: 'service', name: '行政审批局', short: '审批局', kind: 'front', parent: 'town', duty: 'service' },
  { key: 'service-hall', name: '便民服务中心', short: '服务中心', kind: 'station', parent: 'service' },
  { key: 'enforcement', name: '综合行政执法局', short: '执法局', kind: 'front', parent: 'town', duty: 'enforcement' },
  { key: 'enforcement-1', name: '执法一中队', short: '一中队', kind: 'team', parent: 'enforcement' },
  { key: 'enforcement-2', name: '执法二中队', short: '二中队', kind: 'team', parent: 'enforcement' },
  { key: 'enforcement-3', name: '执法三中队', short: '三中队', kind: 'team', parent: 'enforcement' },
  { key: 'enforcement-law', name: '法制审核室', short: '法制室', kind: 'team', parent: 'enforcement' },

  { key: 'party', name: '党建工作局（党政办公室）', short: '党建局', kind: 'back', parent: 'town' },
  { key: 'economy', name: '经济发展局', short: '经发局', kind: 'back', parent: 'town' },
  { key: 'social', name: '社会事业局', short: '社事局', kind: 'back', parent: 'town', duty: 'social' },
  { key: 'construction', name: '建设管理局', short: '建管局', kind: 'back', parent: 'town', duty: 'construction' },
  { key: 'agriculture', name: '农村工作局', short: '农村局', kind: 'back', parent: 'town', duty: 'agriculture' },
  { key: 'safety', name: '安监和应急管理局', short: '安监局', kind: 'back', parent: 'town', duty: 'safety' },

  { key: 'sanitation', name: '环卫所', short: '环卫所', kind: 'station', parent: 'construction', duty: 'sanitation' },
  { key: 'water', name: '水务站', short: '水务站', kind: 'station', parent: 'agriculture', duty: 'water' },
  { key: 'environment', name: '生态环保办', short: '环保办', kind: 'station', parent: 'safety', duty: 'environment' },
  { key: 'justice', name: '司法所', short: '司法所', kind: 'station', parent: 'town', duty: 'justice' },
  { key: 'labour', name: '人社所', short: '人社所', kind: 'station', parent: 'social', duty: 'labour' },
  { key: 'education', name: '教育管理办', short: '教育办', kind: 'station', parent: 'social', duty: 'education' },

  { key: 'police', name: '四河派出所', short: '派出所', kind: 'external', parent: 'town', duty: 'police' },
  { key: 'traffic', name: '交警四河中队', short: '交警中队', kind: 'external', parent: 'town', duty: 'traffic' },
  { key: 'fire', name: '四河消防救援站', short: '消防站', kind: 'external', parent: 'town', duty: 'fire' },
  { key: 'market', name: '市场监管四河分局', short: '市监分局', kind: 'external', parent: 'town', duty: 'market' },
  { key: 'health', name: '四河镇卫生院', short: '卫生院', kind: 'external', parent: 'town', duty: 'health' },
  { key: 'municipal', name: '市政养护所', short: '市政养护', kind: 'external', parent: 'town', duty: 'municipal' },
  { key: 'greening', name: '绿化养护队', short: '绿化养护', kind: 'external', parent: 'town', duty: 'greening' },
  { key: 'power', name: '四河供电所', short: '供电所', kind: 'external', parent: 'town', duty: 'power' },
  { key: 'supply', name: '四河供水公司', short: '供水公司', kind: 'external', parent: 'town', duty: 'supply' },
  { key: 'gas', name: '四河燃气公司', short: '燃气公司', kind: 'external', parent: 'town', duty: 'gas' },
  { key: 'telecom', name: '通信联合维护班', short: '通信维护', kind: 'external', parent: 'town', duty: 'telecom' },
]

/** The unit of every village and community station is keyed by its 12-digit code; `village` in the list stands for all. */
export const STATION_DUTY = 'village'
