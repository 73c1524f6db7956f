import { route } from '#core/org/server/index.ts'
import { listRatings, readOwnRatings, readRatingFigures } from '../../rating.ts'
import { listRatingRows, ownRatings, ratingFiguresOf } from './ratings.ts'

export const ratingRoutes = [
  route(listRatings, ({ tx, actor, query }) => listRatingRows(tx, actor.town, query)),
  route(readRatingFigures, ({ tx, actor, now }) => ratingFiguresOf(tx, actor.town, now)),
  route(readOwnRatings, ({ tx, actor }) => ownRatings(tx, actor)),
]
