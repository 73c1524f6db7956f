import { useEffect, useState } from 'react'
import { Point } from '#core/case/contract.ts'
import type { PhoneInputProps } from '#core/case/field/index.tsx'
import { BigButton } from '#platform/client/field/BigButton.tsx'
import { Chips, Field } from '#platform/client/field/Field.tsx'
import { Icon } from '#platform/client/field/Icon.tsx'
import { go, useAddress } from '#platform/client/field/address.ts'
import { metresBetween } from '#platform/client/field/fixes.ts'
import { accuracyText, usePosition } from '#platform/client/field/position.ts'
import { metresText } from '#platform/client/amount.ts'
import { ARRIVAL_METRES } from '../guards.ts'
import { findSpotCode } from '../spot-code.ts'

const text = (value: unknown): string => (typeof value === 'string' ? value : '')

/** 到场报到: how far from the spot, by position or by the code on the whistler's phone. The place is the phone's, never pointed at. */
export function ArrivalInput({ one, answers, faults, change }: PhoneInputProps) {
  const { fix, oddities, fault } = usePosition()
  const { query } = useAddress()
  const scanned = query.get('code') ?? undefined
  const [way, setWay] = useState(scanned || answers['way'] === 'scan' ? 'scan' : 'position')
  const [code, setCode] = useState(scanned ?? text(answers['code']))
  const lng = fix?.point[0]
  const lat = fix?.point[1]
  const mocked = oddities.some((odd) => odd.includes('模拟'))
  useEffect(() => {
    change({
      place: lng === undefined || lat === undefined ? undefined : [lng, lat],
      accuracy: fix && Math.round(fix.accuracy),
      mocked,
      way,
      code: way === 'scan' && code.trim() !== '' ? (findSpotCode(code.toUpperCase()) ?? code.trim()) : undefined,
    })
    // oxlint-disable-next-line react/exhaustive-deps -- a new position or code is the news
  }, [lng, lat, fix?.accuracy, mocked, way, code])
  const spot = Point.safeParse(one.state.data['place'])
  const away = spot.success && fix ? metresBetween(fix.point, spot.data) : undefined
  const there = away !== undefined && away <= ARRIVAL_METRES
  return (
    <>
      <div className={there ? 'callup-there yes' : 'callup-there'} role="status">
        <Icon name={there ? 'done' : 'pin'} />
        <p>
          <b>{away === undefined ? (fault ? '没有定位' : '正在定位……') : there ? '已到现场' : '还没到现场'}</b>
          <br />
          {away === undefined
            ? (fault ?? '到现场再报到，位置和时间由手机记下')
            : `离哨点 ${metresText(away)}，${there ? '可以报到' : `${ARRIVAL_METRES} 米以内才能报到`}`}
          {fix && <span className="num">（{accuracyText(fix.accuracy)}）</span>}
        </p>
      </div>
      {oddities.length > 0 && <p className="fault">{oddities.join('；')}。会如实记下。</p>}
      <Field group title="怎么报到" fault={faults['place'] ?? faults['way']}>
        {() => (
          <Chips
            label="怎么报到"
            options={[
              { value: 'position', title: '按定位' },
              { value: 'scan', title: '扫现场码' },
            ]}
            chosen={[way]}
            choose={setWay}
          />
        )}
      </Field>
      {way === 'scan' && (
        <>
          <Field title="现场码" help="吹哨人手机上的八位码，也可以直接扫" fault={faults['code']}>
            {({ id, described }) => (
              <input
                id={id}
                aria-describedby={described}
                autoCapitalize="characters"
                autoComplete="off"
                maxLength={80}
                value={code}
                onChange={(event) => setCode(event.target.value)}
              />
            )}
          </Field>
          <BigButton onClick={() => go('/scan')}>
            <Icon name="scan" />
            打开相机扫码
          </BigButton>
        </>
      )}
    </>
  )
}
