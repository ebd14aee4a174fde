import { describe, expect, it } from 'vitest'
import type { Files, Mail, Mailer } from '../../core/app/ports.ts'
import type { MailServer } from '../bots/mail/mail-server.ts'

/** A mailer, the files it attaches, and the server it sends through. */
export type MailOffice = { mailer: Mailer; files: Files; server: MailServer }

/** The letter every test begins with. */
export const letter: Mail = {
  to: 'sari.dewi@bapenda.bantenprov.go.id',
  subject: 'Jawaban pengaduan TIK-1042',
  text: 'Yth. Ibu Sari,\n\nJaringan sudah pulih.',
}

/** What every `Mailer` must do. `open` gives one with a server of its own. */
export function mailerContract(name: string, open: () => Promise<MailOffice>): void {
  describe(`Mailer: ${name}`, () => {
    it('brings subject, text and files as they were written', async () => {
      const { mailer, files, server } = await open()
      const pdf = Uint8Array.from({ length: 70_000 }, (_, i) => i % 256)
      await files.put('papers/1042/jawaban.pdf', pdf)
      const text = `Yth. Bapak/Ibu Nur ‘Aini Hidayatullāh,\n.\n..titik\nFrom awal baris\nSuhu 24 °C — biaya “Rp0” 🙏\n${'panjang '.repeat(300)}\n\nakhir`
      await mailer.send({
        ...letter,
        subject: 'Jawaban pengaduan TIK-1042: tanda tangan elektronik “e-Kinerja” — Dinas Kesehatan 🙏',
        text,
        attachments: [{ key: 'papers/1042/jawaban.pdf', name: 'Jawaban pengaduan “TIK-1042”.pdf' }],
      })
      expect(server.arrived).toMatchObject([
        {
          to: [letter.to],
          headers: {
            to: letter.to,
            subject: 'Jawaban pengaduan TIK-1042: tanda tangan elektronik “e-Kinerja” — Dinas Kesehatan 🙏',
          },
          attachments: [{ name: 'Jawaban pengaduan “TIK-1042”.pdf', type: 'application/pdf', bytes: pdf }],
        },
      ])
      expect(server.arrived[0]?.text.trimEnd()).toBe(text)
    })

    it('sends many at once, each to its own reader', async () => {
      const { mailer, server } = await open()
      const readers = Array.from({ length: 20 }, (_, i) => `pegawai${i}@dinkes.go.id`)
      await Promise.all(readers.map((to) => mailer.send({ ...letter, to, text: `untuk ${to}` })))
      expect(server.arrived.map(({ to, text }) => [to, text.trim()]).toSorted()).toEqual(
        readers.map((to) => [[to], `untuk ${to}`]).toSorted(),
      )
    })

    it.each([
      ['recipient', 550],
      ['recipient', 553],
      ['message', 552],
      ['message', 554],
    ] as const)('fails for good when the server refuses the %s with %d', async (at, code) => {
      const { mailer, server } = await open()
      server.replies.push({ at, code })
      await expect(mailer.send(letter)).rejects.toMatchObject({ code: 'mail', retryable: false })
      await mailer.send(letter)
      expect(server.arrived).toHaveLength(1)
    })

    it.each([
      ['recipient', 450],
      ['recipient', 421],
      ['message', 451],
      ['message', 452],
    ] as const)('may try again when the server is not ready for the %s (%d)', async (at, code) => {
      const { mailer, server } = await open()
      server.replies.push({ at, code })
      await expect(mailer.send(letter)).rejects.toMatchObject({ code: 'mail', retryable: true })
      await mailer.send(letter)
      expect(server.arrived).toHaveLength(1)
    })

    it('may try again when the server is down, and sends once it is up', async () => {
      const { mailer, server } = await open()
      await mailer.send(letter)
      await server.stop()
      await expect(mailer.send(letter)).rejects.toMatchObject({ code: 'mail', retryable: true })
      await server.start()
      await mailer.send({ ...letter, text: 'sesudahnya' })
      expect(server.arrived.map(({ text }) => text.trim())).toEqual([letter.text, 'sesudahnya'])
    })

    it.each([
      '',
      'sari',
      'sari@bapenda',
      'sari@go.id, budi@go.id',
      'sari@go.id budi@go.id',
      'sari@go.id\r\nBcc: mata@lain.id',
      'sari@go.id>\r\nRCPT TO:<mata@lain.id',
      '"sari@go.id" <mata@lain.id>',
      'dinas: sari@go.id;',
    ])('writes to nobody at %j', async (to) => {
      const { mailer, server } = await open()
      await expect(mailer.send({ ...letter, to })).rejects.toMatchObject({ code: 'mail', retryable: false })
      expect(server.arrived).toEqual([])
    })

    it('takes nothing in a subject, a text or a file name for a command', async () => {
      const { mailer, files, server } = await open()
      await files.put('a', Uint8Array.of(1))
      const smuggled =
        'x\r\nBcc: mata@lain.id\r\nX-Palsu: ya\r\n\r\nisi palsu\r\n.\r\nRCPT TO:<mata@lain.id>\r\n'
      await mailer.send({
        ...letter,
        subject: smuggled,
        text: smuggled,
        attachments: [{ key: 'a', name: smuggled }],
      })
      await mailer.send(letter)
      const [first] = server.arrived
      expect(server.arrived.map(({ to }) => to)).toEqual([[letter.to], [letter.to]])
      expect(Object.keys(first?.headers ?? {})).not.toContain('bcc')
      expect(Object.keys(first?.headers ?? {})).not.toContain('x-palsu')
      expect(first?.headers['subject']).toMatch(/^x Bcc: mata@lain\.id X-Palsu: ya/)
      expect(first?.text.trimEnd()).toBe(smuggled.replaceAll('\r\n', '\n').trimEnd())
      expect(first?.attachments.map(({ name }) => name)).toEqual([smuggled.replace(/[\r\n]+/g, ' ')])
      expect(server.arrived[1]).toMatchObject({
        headers: { subject: letter.subject },
        text: expect.stringContaining(letter.text),
      })
    })

    it('waits for a file that is not there yet', async () => {
      const { mailer, files, server } = await open()
      const mail = { ...letter, attachments: [{ key: 'tickets/1042/foto', name: 'foto.jpg' }] }
      await expect(mailer.send(mail)).rejects.toMatchObject({ code: 'mail', retryable: true })
      await files.put('tickets/1042/foto', Uint8Array.of(7))
      await mailer.send(mail)
      expect(server.arrived).toMatchObject([{ attachments: [{ name: 'foto.jpg', bytes: Uint8Array.of(7) }] }])
    })
  })
}
