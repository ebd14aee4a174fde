/**
 * What every connection of Prisma's adapter is opened with. The adapter writes times without their zone, so sessions
 * count in UTC: in a database set to Asia/Jakarta every instant would otherwise be kept seven hours off.
 */
export const utc = '-c timezone=UTC'
