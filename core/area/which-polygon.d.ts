// which-polygon ships no types; only its index is used here, the test for a point inside is our own (see inside.ts).
declare module 'which-polygon' {
  interface Item<P> {
    readonly minX: number
    readonly minY: number
    readonly maxX: number
    readonly maxY: number
    readonly props: P
  }
  interface Query<P> {
    readonly tree: { search(box: { minX: number; minY: number; maxX: number; maxY: number }): Item<P>[] }
  }
  interface Source<P> {
    readonly features: readonly { readonly geometry: { readonly type: string; readonly coordinates: unknown }; readonly properties: P }[]
  }
  export default function whichPolygon<P>(data: Source<P>): Query<P>
}
