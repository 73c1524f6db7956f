import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readCap } from './cap.ts'
import { readXml } from './xml.ts'

const folder = resolve(import.meta.dirname, '../../../../shared/data/conformance/cap')
const shared = existsSync(folder)
if (!shared) console.log(`CAP samples are not at ${folder}: the conformance tests are skipped`)
const sample = (name: string) => readCap(readFileSync(resolve(folder, name), 'utf8'))

describe.skipIf(!shared)('real warnings', () => {
  test('Environment Canada: everything said, twice, in two languages', () => {
    const alert = sample('eccc_thunderstorm_update.xml')
    expect(alert).toMatchObject({
      identifier: 'urn:oid:2.49.0.1.124.1211373515.2023',
      sender: 'cap-pac@canada.ca',
      sent: '2023-08-05T22:44:46-00:00',
      status: 'Actual',
      msgType: 'Update',
      scope: 'Public',
      faults: [],
    })
    expect(alert.references).toHaveLength(8)
    expect(alert.references[0]).toEqual({ sender: 'cap-pac@canada.ca', identifier: 'urn:oid:2.49.0.1.124.3723074918.2023' })
    expect(alert.infos.map(({ language, event, severity }) => [language, event, severity])).toEqual([
      ['en-CA', 'thunderstorm', 'Moderate'],
      ['fr-CA', 'orages', 'Moderate'],
    ])
    const [info] = alert.infos
    expect(info).toMatchObject({
      eventCodes: ['thunderstorm', 'SVR'],
      expires: '2023-08-06T01:36:22-00:00',
      senderName: 'Environment Canada',
    })
    expect(info!.areas.map(({ description, polygons }) => [description, polygons[0]?.length])).toEqual([
      ['Savant Lake - Sturgeon Lake', 8],
      ['Armstrong - Auden - Wabakimi Park', 7],
    ])
    // CAP writes latitude first; our maps want longitude first.
    expect(info!.areas[0]!.polygons[0]![0]).toEqual([-90.0123, 49.9131])
  })

  test('a Chinese county that leaves required fields out is read, and told', () => {
    const alert = sample('cma_county_code_only.xml')
    expect(alert.infos[0]).toMatchObject({ event: 'Flash flood events', severity: 'Minor' })
    expect(alert.infos[0]!.areas[0]).toMatchObject({ description: 'Yuanshi County', geocodes: [{ value: '130132000000' }], polygons: [] })
    expect(alert.faults).toEqual([
      '缺少必填项 status',
      '缺少必填项 msgType',
      '缺少必填项 scope',
      'info 缺少必填项 urgency',
      'info 缺少必填项 certainty',
    ])
  })

  test('a marine polygon without anything else', () => {
    const alert = sample('nws_marine_polygon.xml')
    expect(alert.infos[0]!.areas[0]!.polygons[0]).toHaveLength(5)
    expect(alert.infos[0]!.areas[0]!.geocodes.map(({ name }) => name)).toEqual(['SAME', 'UGC'])
    expect(alert.faults).toContain('缺少必填项 sender')
  })
})

const cap = (inner: string) =>
  `<?xml version="1.0"?><cap:alert xmlns:cap="urn:oasis:names:tc:emergency:cap:1.2"><cap:identifier>1</cap:identifier>${inner}</cap:alert>`

test('a prefix, CDATA, entities and a circle', () => {
  const alert = readCap(
    cap(`<cap:status>Actual</cap:status><cap:info><cap:headline><![CDATA[暴雨 <红色> & 雷电]]></cap:headline><cap:event>&#x66B4;&#38632; &amp; 大风</cap:event>
      <cap:area><cap:areaDesc>四河</cap:areaDesc><cap:circle>30.95,120.6 12.5</cap:circle><cap:polygon>1,2 3,4</cap:polygon></cap:area></cap:info>`),
  )
  expect(alert.infos[0]).toMatchObject({ headline: '暴雨 <红色> & 雷电', event: '暴雨 & 大风' })
  expect(alert.infos[0]!.areas[0]).toMatchObject({ circles: [{ centre: [120.6, 30.95], radius: 12.5 }], polygons: [] })
})

describe('what is no warning is refused in words', () => {
  test.each([
    ['<rss/>', '不是 CAP 预警'],
    ['<alert/>', '缺少 identifier'],
    ['not xml', '不是完整的 XML 文件'],
    ['<alert><identifier>1</identifier>', '不是完整的 XML 文件'],
    ['<alert><identifier>1</alert></identifier>', '标签不配对'],
    ['<a/><b/>', '不是完整的 XML 文件'],
    ['<!DOCTYPE alert [<!ENTITY x SYSTEM "file:///etc/passwd">]><alert><identifier>&x;</identifier></alert>', 'DOCTYPE'],
    [`${'<a>'.repeat(40)}${'</a>'.repeat(40)}`, '嵌套太深'],
  ])('%s', (text, why) => expect(() => readCap(text)).toThrow(why))

  test('no text whatever makes the reader do anything else than answer or refuse', () => {
    const piece = fc.constantFrom(
      '<',
      '>',
      '</',
      '/>',
      '<a>',
      '</a>',
      '<!--',
      '-->',
      '<![CDATA[',
      ']]>',
      '<?x',
      '?>',
      '&amp;',
      '&#1114112;',
      '"',
      'x',
      ' ',
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        try {
          expect(readXml(pieces.join('')).name).not.toBe('')
        } catch (error) {
          expect((error as Error).message).toMatch(/XML/u)
        }
      }),
    )
  })

  test('half a megabyte of anything is answered at once', () => {
    expect(() => readXml(`<a>${'<'.repeat(500_000)}`)).toThrow()
    expect(() => readXml(`<a ${'x="'.repeat(100_000)}`)).toThrow()
  })
})
