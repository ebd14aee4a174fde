import { readFile } from 'node:fs/promises'
import type { Context } from 'hono'

const FOLDER = new URL('./page/', import.meta.url)
const NAME = /^[a-z][a-z-]*\.(html|js|css|svg)$/
const TYPES: Record<string, string> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  svg: 'image/svg+xml',
}

/** Answers with a file of the page's folder; 404 for any other name. */
export async function sendPageFile(c: Context, name: string): Promise<Response> {
  const [, extension = ''] = NAME.exec(name) ?? []
  const type = TYPES[extension]
  if (type === undefined) return c.notFound()
  try {
    return c.body(await readFile(new URL(name, FOLDER), 'utf8'), 200, { 'content-type': type })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return c.notFound()
    throw error
  }
}
