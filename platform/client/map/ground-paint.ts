import type { MapTheme } from './tones.ts'

/** The colours of the ground; the night's are design.md §3, the day's their quiet twins on paper. */
export interface GroundPaint {
  readonly ground: string
  readonly paddy: string
  readonly vegetable: string
  readonly mulberry: string
  readonly pond: string
  readonly polder: string
  readonly polderLine: string
  readonly lake: string
  readonly shore: string
  readonly river: string
  readonly riverGlow: string
  readonly riverThread: string
  readonly roadCase: string
  readonly roads: Readonly<Record<'expressway' | 'trunk' | 'county' | 'street' | 'lane', string>>
  readonly cool: string
  readonly hot: string
  readonly heat: number
  readonly village: string
  readonly grid: string
  readonly micro: string
  readonly overlay: string
  readonly mask: string
  readonly maskOpacity: number
  readonly edgeWide: string
  readonly edgeNear: string
  readonly edge: string
  readonly edgeGlow: number
  readonly lowHouse: string
  readonly highHouse: string
  readonly house: number
  readonly name: string
  readonly faintName: string
  readonly waterName: string
  readonly halo: string
}

export const groundPaints: Readonly<Record<MapTheme, GroundPaint>> = {
  night: {
    ground: '#050c14',
    paddy: '#0a2126',
    vegetable: '#0c2722',
    mulberry: '#0d2a1f',
    pond: '#0a2b45',
    polder: '#07171f',
    polderLine: '#12404c',
    lake: '#0a3158',
    shore: '#1a6fb8',
    river: '#1272cf',
    riverGlow: '#1186ff',
    riverThread: '#6fd0ff',
    roadCase: '#02070c',
    roads: { expressway: '#ffdfa6', trunk: '#ffcf8a', county: '#c9b98f', street: '#5f8294', lane: '#33566a' },
    cool: '#0a3a5c',
    hot: '#18b6d6',
    heat: 0.13,
    village: '#5fd4f4',
    grid: '#4aa9c9',
    micro: '#3b7f99',
    overlay: '#c79bff',
    mask: '#02060b',
    maskOpacity: 0.72,
    edgeWide: '#00aaff',
    edgeNear: '#19d3ff',
    edge: '#d5f8ff',
    edgeGlow: 1,
    lowHouse: '#12506b',
    highHouse: '#64e6ff',
    house: 0.82,
    name: '#e6f8ff',
    faintName: '#93bdd0',
    waterName: '#8fd6ff',
    halo: '#03101a',
  },
  day: {
    ground: '#f3f1ec',
    paddy: '#e6efd6',
    vegetable: '#deecc9',
    mulberry: '#d5e8c6',
    pond: '#cfe5f5',
    polder: '#eef1e2',
    polderLine: '#d5d9bf',
    lake: '#bcdaf3',
    shore: '#8fc0e6',
    river: '#a9d0f0',
    riverGlow: '#d6eafa',
    riverThread: '#7fb4e0',
    roadCase: '#c3cbd6',
    roads: { expressway: '#f6c66b', trunk: '#fbdc9a', county: '#fdeec4', street: '#ffffff', lane: '#ffffff' },
    cool: '#d9e8f7',
    hot: '#4a90d9',
    heat: 0.16,
    village: '#5a7396',
    grid: '#0b7a4b',
    micro: '#7d8b9d',
    overlay: '#6b2fa0',
    mask: '#e9ebee',
    maskOpacity: 0.62,
    edgeWide: '#3d7fd0',
    edgeNear: '#1557c0',
    edge: '#12408c',
    edgeGlow: 0.35,
    lowHouse: '#dcd5ca',
    highHouse: '#b9b4c4',
    house: 0.9,
    name: '#20304a',
    faintName: '#4a5a70',
    waterName: '#2a6ca8',
    halo: '#ffffff',
  },
}
