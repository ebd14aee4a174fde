import { Prisma } from '../generated/client.ts'

/** Text as PostgreSQL takes it: without NUL and without halves of a surrogate pair (an emoji cut in two). */
export function clean(text: string): string {
  return text.replace(/[\0\p{Surrogate}]/gu, '\uFFFD')
}

/** A value as JSON text for a raw statement; whatever people wrote, PostgreSQL will take it. */
export function toJsonText(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) => (typeof part === 'string' ? clean(part) : part))
}

/** A value for a JSON column. */
export function toJson(value: unknown): Prisma.InputJsonValue | typeof Prisma.JsonNull {
  return value === null ? Prisma.JsonNull : (JSON.parse(toJsonText(value)) as Prisma.InputJsonValue)
}

/** A value for a JSON column that may be empty. */
export function toNullableJson(value: object | null): Prisma.InputJsonValue | typeof Prisma.DbNull {
  return value === null ? Prisma.DbNull : (JSON.parse(toJsonText(value)) as Prisma.InputJsonValue)
}
