const names = ['周日', '周一', '周二', '周三', '周四', '周五', '周六']

/** The weekday of a `YYYY-MM-DD`, in Chinese. */
export const weekdayOf = (day: string): string => names[new Date(`${day}T00:00:00Z`).getUTCDay()]!
