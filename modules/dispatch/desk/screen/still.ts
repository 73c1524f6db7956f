/** No motion at all: by the address (`?still=1`, for pictures) or by the viewer's own wish. Both can be looked up before the first paint. */
export const isStill = (): boolean =>
  new URLSearchParams(location.search).get('still') === '1' || matchMedia('(prefers-reduced-motion: reduce)').matches
