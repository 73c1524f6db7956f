import type { ExpressionSpecification } from 'maplibre-gl'

/** An expression put together from tables: its type is too deep for that, and the library checks it when the style loads. */
export const expression = (value: readonly unknown[]): ExpressionSpecification => value as never
