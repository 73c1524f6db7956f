import { describe, expect, test } from 'vitest'
import { maskAddress, maskBankCard, maskEmail, maskIdNumber, maskName, maskPhone, maskPlate } from './mask.ts'

describe('rules.md §8.3, the examples of the table', () => {
  test.each([
    [maskPhone, '13812345678', '138****5678'],
    [maskPhone, '+86 138-1234-5678', '138****5678'],
    [maskPhone, '0512-63661278', '0512-******78'],
    [maskPhone, '01012345678', '010-******78'],
    [maskPhone, '12345', '***45'],
    [maskName, '张三', '张*'],
    [maskName, '张小明', '张*明'],
    [maskName, '欧阳修', '欧阳*'],
    [maskName, '诸葛孔明', '诸葛*'],
    [maskName, '张', '*'],
    [maskName, '', ''],
    [maskIdNumber, '320509188001010013', '320509********0013'],
    [maskBankCard, '6222021234561234', '622202******1234'],
    [maskAddress, '平望镇溪港村12组8号', '平望镇溪港村***'],
    [maskAddress, '平望镇通运社区', '平望镇通运社区'],
    [maskAddress, '通运路118号', '通运路***'],
    [maskPlate, '苏E·A9912', '苏E***12'],
    [maskEmail, 'abc@x.cn', 'a***@x.cn'],
  ])('%o %s', (mask, full, masked) => {
    expect((mask as (text: string) => string)(full)).toBe(masked)
  })

  test('an id number towards the public keeps one and one', () => {
    expect(maskIdNumber('320509188001010013', 'public')).toBe('3****************3')
  })

  test('what is too short to keep anything of is hidden whole', () => {
    expect([maskIdNumber('12345'), maskBankCard('123'), maskPlate('苏E1'), maskEmail('nobody'), maskPhone('7')]).toEqual(['*****', '***', '***', '******', '*'])
  })
})
