import { describe, expect, it } from 'vitest'
import { createLogger } from '../../bots/log.ts'

const token = '123456789:AAEhBOweik6ad9r_QXMENQjcrGbqCr4K-bc'

function capture() {
  const lines: string[] = []
  const log = createLogger('trace', { write: (line) => lines.push(line) })
  const read = () => lines.map((line) => JSON.parse(line) as Record<string, unknown>)
  return { log, lines, read }
}

describe('createLogger', () => {
  it('writes one JSON line with level, time and what was given', () => {
    const { log, lines, read } = capture()
    log.info({ ticket: 'TIK-1042', step: 4, ms: 12.5, ok: true, none: null }, 'step started')
    expect(lines[0]).toMatch(/\}\n$/)
    expect(read()).toEqual([
      {
        level: 'info',
        time: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
        ticket: 'TIK-1042',
        step: 4,
        ms: 12.5,
        ok: true,
        none: null,
        msg: 'step started',
      },
    ])
  })

  it('keeps to its level', () => {
    const lines: string[] = []
    const log = createLogger('warn', { write: (line) => lines.push(line) })
    log.info('unheard')
    log.warn('heard')
    expect(lines).toHaveLength(1)
  })

  it('lets nothing of a hostile object out', () => {
    const { log, lines } = capture()
    const secrets = [
      'Budi',
      'Santoso',
      'budi.santoso',
      '81234567890',
      '812-3456-7890',
      '0254 267',
      'printer rusak',
      'kata-sandi-ku',
      token,
      token.split(':')[1],
      'hunter2',
    ]
    const update = {
      update_id: 7,
      message: {
        chat: { id: 99, first_name: 'Budi', title: 'Grup Budi' },
        from: { id: 99, username: 'budi.santoso', last_name: 'Santoso' },
        text: 'printer rusak',
        caption: 'printer rusak',
        contact: { phone_number: '+6281234567890' },
      },
    }
    const api = new Error(`Call to https://api.telegram.org/bot${token}/sendMessage failed`)
    const wrapped = Object.assign(new Error('cannot reach budi.santoso@bantenprov.go.id', { cause: api }), {
      payload: { chat_id: 99, text: 'printer rusak' },
      detail: 'Key (phone)=(0812-3456-7890) already exists.',
    })
    log.info({ update })
    log.error({ err: wrapped }, 'failed')
    log.error(wrapped)
    log.error({ err: new SyntaxError('Unexpected token \'B\', "Budi Santoso" is not valid JSON') })
    log.warn({ url: 'postgres://sigap:hunter2@db.local/sigap' }, 'call +62 812-3456-7890 or (0254) 267 053')
    log.warn('number %s of %s', '0812 3456 7890', 'budi.santoso@gmail.com')
    log.warn({ list: [{ answers: { isi: 'printer rusak' } }, 6281234567890, '6281234567890@s.whatsapp.net'] })
    log
      .child({ name: 'Budi', requester: 'budi.santoso@gmail.com' })
      .info({ draft: { note: 'kata-sandi-ku' } }, 'x')
    log.info({
      message: 'printer rusak',
      requesterName: 'Budi',
      botToken: 'hunter2',
      setupCode: 'kata-sandi-ku',
    })
    expect(lines).toHaveLength(9)
    for (const secret of secrets) expect(lines.join('')).not.toContain(secret)
  })

  it('leaves what an operator needs of an error', () => {
    const { log, read } = capture()
    log.error({
      err: Object.assign(
        new TypeError(`no answer from bot${token} for budi@mail.go.id, call 0812 3456 7890`),
        {
          code: 'ECONNRESET',
        },
      ),
    })
    expect(read()[0]).toMatchObject({
      msg: 'no answer from bot[token] for b***@mail.go.id, call ***890',
      err: { type: 'TypeError', code: 'ECONNRESET', stack: expect.stringContaining('log.test.ts') },
    })
  })

  it('says what an error was, and nothing a library hung on it', () => {
    const { log, lines, read } = capture()
    log.warn({
      error: Object.assign(new Error('refused', { cause: new Error('no route') }), {
        code: 'X',
        args: ['sari wifi'],
      }),
    })
    expect(read()[0]?.error).toMatchObject({
      type: 'Error',
      message: 'refused',
      code: 'X',
      cause: { message: 'no route' },
    })
    expect(read()[0]?.error).toHaveProperty('stack')
    expect(lines[0]).not.toContain('sari')
  })

  it('is not held up by a long text', () => {
    const { log } = capture()
    const started = performance.now()
    for (const text of ['a', '0', '1:', '"', '(0', 'a@', '://']) log.info({ long: text.repeat(200_000) })
    expect(performance.now() - started).toBeLessThan(5_000)
  })

  it('takes no time, identifier or version for a phone number', () => {
    const { log, read } = capture()
    const plain = {
      at: '2026-11-16T07:30:00.000+07:00',
      id: '018f2c1e-0812-7345-9678-0123456789ab',
      hash: '0012345678ab',
      group: -1001234567890,
      user: 6123456789,
      url: 'http://127.0.0.1:8080',
      relation: 'relation "inbox" does not exist',
    }
    log.info(plain)
    expect(read()[0]).toMatchObject(plain)
  })
})
