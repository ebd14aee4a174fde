import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod'
import { readDesk } from '../../../bots/desk.ts'
import { loadProfile } from '../../../bots/profiles.ts'
import { outcomeCommands } from '../../../core/sop/meaning-steps.ts'
import { ProfileSchema } from '../../../core/sop/sop.ts'

const guide = readFileSync(new URL('../../../core/sop/profiles/PANDUAN.md', import.meta.url), 'utf8')
const blocks = [...guide.matchAll(/```yaml\n([\s\S]*?)```/g)].map((match) => match[1] ?? '')
const prose = guide.replaceAll(/```[\s\S]*?```/g, '')

/** Every word of the profile language: the keys of every part, and the words a key may be. */
function wordsOf(schema: z.ZodType): string[] {
  if (schema instanceof z.ZodObject)
    return Object.entries(schema.shape).flatMap(([key, part]) => [key, ...wordsOf(part as z.ZodType)])
  if (schema instanceof z.ZodEnum) return schema.options.map(String)
  if (schema instanceof z.ZodArray) return wordsOf(schema.element as z.ZodType)
  if (schema instanceof z.ZodRecord) return wordsOf(schema.valueType as z.ZodType)
  if (schema instanceof z.ZodUnion) return schema.options.flatMap((option) => wordsOf(option as z.ZodType))
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault || schema instanceof z.ZodNullable)
    return wordsOf(schema.unwrap() as z.ZodType)
  if (schema instanceof z.ZodString || schema instanceof z.ZodBoolean) return []
  throw new Error(`a part of the language nobody reads: ${schema.constructor.name}`)
}

/** As `loadProfile` reads a file: numbers are words. */
function read(text: string): Record<string, unknown> {
  return parse(text, {
    customTags: (tags) => tags.filter((tag) => typeof tag === 'string' || !/:(int|float)$/.test(tag.tag)),
  }) as Record<string, unknown>
}

test('the language is read whole', () => {
  const words = new Set(wordsOf(ProfileSchema))
  expect(words.size).toBeGreaterThan(90)
  for (const word of ['silence', 'gathers', 'letter-date', 'go-on', 'final-report', 'recordKeeping', 'spam'])
    expect(words).toContain(word)
})

test.each([...new Set(wordsOf(ProfileSchema))])('%s is explained', (word) => {
  const explained = new RegExp(`\`(kind: )?${word}(: [^\`]*)?\``)
  expect(explained.test(prose)).toBe(true)
})

test('every command, placeholder and place to go is explained', () => {
  for (const command of outcomeCommands) expect(prose).toContain(`\`${command}\``)
  for (const name of ['nomor', 'unit', 'petugas', 'jawaban']) expect(prose).toContain(`\`{${name}}\``)
  for (const place of ['end', 'above', 'via']) expect(prose).toContain(`\`${place}\``)
})

test('there are examples of every part', () => {
  const shown = new Set(blocks.flatMap((block) => Object.keys(read(block))))
  expect(Object.keys(ProfileSchema.shape).filter((key) => !shown.has(key))).toEqual([])
})

test.each(blocks.map((block) => [block.split('\n')[0], block]))('the example %s … is sound', (_, block) => {
  const example = read(block)
  if ('services' in example) {
    const desk = readDesk(block, () => loadProfile('tik-banten'))
    expect(desk.ok ? desk.desk.services[0]?.limits : desk.problems).toEqual({ 2: '45 menit' })
    return
  }
  const shape: Record<string, z.ZodType> = ProfileSchema.shape
  for (const [key, value] of Object.entries(example)) {
    const parsed = shape[key]?.safeParse(value)
    expect(parsed?.error?.issues ?? []).toEqual([])
    expect(parsed?.success).toBe(true)
  }
})

test('the whole example is a SOP that can be used', () => {
  const whole = blocks.filter((block) => block.startsWith('id: sop-kantor'))
  expect(whole).toHaveLength(1)
  const dir = mkdtempSync(join(tmpdir(), 'sigap-guide-'))
  try {
    writeFileSync(join(dir, 'sop-kantor.yaml'), whole[0] ?? '')
    const loaded = loadProfile('./sop-kantor.yaml', dir)
    expect(loaded.ok ? [] : loaded.problems).toEqual([])
    expect(loaded.ok && loaded.profile.steps.map(({ id }) => id)).toEqual(['1', '2', '3', '4'])
  } finally {
    rmSync(dir, { recursive: true })
  }
})
