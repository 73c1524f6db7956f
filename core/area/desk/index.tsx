import { ApartmentOutlined } from '@ant-design/icons'
import { lazy } from 'react'
import type { DeskModule } from '#platform/client/desk-module.ts'
import { areaWordsOf, postNotices } from '#core/org/desk/index.tsx'
import { searchSources } from '#platform/client/desk-module.ts'

export type { Glyph, MapHit, MapPoint, MapView, PointLayer, TownMapHandle, TownMapProps } from '#platform/client/map/TownMapGl.tsx'

// MapLibre and its style stay behind a door until a page shows a map.
export const TownMapGl = lazy(() => import('./TownGround.tsx').then((m) => ({ default: m.TownMapGl })))

const AreaPicker = lazy(() => import('./AreaPicker.tsx').then((m) => ({ default: m.AreaPicker })))
const AreaNames = lazy(() => import('./AreaNames.tsx').then((m) => ({ default: m.AreaNames })))
const StrayPosts = lazy(() => import('./StrayPosts.tsx').then((m) => ({ default: m.StrayPosts })))

const read = ['area.area.read']

/** 网格管理 at the desk. */
export const areaDesk: DeskModule = {
  key: 'area',
  pages: [{ path: '/areas', title: '网格管理', needs: read, load: () => import('./AreaPage.tsx').then((m) => m.AreaPage) }],
  menu: [{ group: 'grid', title: '网格管理', path: '/areas', icon: ApartmentOutlined, needs: read, position: 10 }],
  contributes: [
    areaWordsOf.of({ Picker: AreaPicker, Names: AreaNames }),
    postNotices.of({ key: 'area.strays', needs: read, Notice: StrayPosts }),
    searchSources.of(
      {
        key: 'area',
        title: '网格与村（社区）',
        needs: read,
        find: async (words, signal) => (await import('./search.ts')).findAreaHits(words, signal),
      },
      {
        key: 'place',
        title: '地点',
        needs: read,
        find: async (words, signal) => (await import('./search.ts')).findPlaceHits(words, signal),
      },
    ),
  ],
}
