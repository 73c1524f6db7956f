import type { Session } from './session.ts'

/** What pages need to know of a session, on the desk and on the phone. */
export function viewerOf(session: Session) {
  const post = session.posts.find((one) => one.id === session.postId)
  return {
    personId: session.person.id,
    name: session.person.name,
    postId: post?.id ?? '',
    postTitle: post?.title ?? '',
    role: post?.role ?? '',
    unitId: post?.unitId ?? '',
    unitName: post?.unitName ?? '',
    areas: post?.areas ?? [],
    permissions: new Set(session.permissions),
    townName: session.town.name,
    townCode: session.town.code,
    demo: session.town.demo,
  }
}
