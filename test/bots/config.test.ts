import { describe, expect, it } from 'vitest'
import { readConfig } from '../../bots/config.ts'
import { systemWords } from '../../core/text/id/system.ts'

const token = '123456789:AAEhBOweik6ad9r_QXMENQjcrGbqCr4K-bc'

function problemsOf(env: Record<string, string>) {
  const read = readConfig(env)
  return read.ok ? [] : read.problems
}

function configOf(env: Record<string, string>) {
  const read = readConfig(env)
  if (!read.ok) throw new Error(JSON.stringify(read.problems))
  return read.config
}

describe('readConfig', () => {
  it('starts the simulator on this computer when nothing is set', () => {
    expect(configOf({})).toEqual({
      telegram: null,
      databaseUrl: null,
      redisUrl: null,
      dataDir: './data',
      host: '127.0.0.1',
      port: 8080,
      deskFile: null,
      setupCode: null,
      whatsapp: null,
      playsWhatsapp: true,
      secretKey: null,
      smtp: null,
      logLevel: 'info',
    })
  })

  it('serves WhatsApp beside the bot, and plays it in the simulator unless told otherwise', () => {
    const live = { TELEGRAM_BOT_TOKEN: token, WHATSAPP: 'on', WHATSAPP_PHONE: '+62 812-3456-7890' }
    expect(configOf(live)).toMatchObject({
      whatsapp: { phone: '6281234567890', socketUrl: null },
      playsWhatsapp: false,
    })
    expect(configOf({ WHATSAPP: 'off' })).toMatchObject({ whatsapp: null, playsWhatsapp: false })
  })

  it('goes live with a token, at the address it is given', () => {
    const env = {
      TELEGRAM_BOT_TOKEN: ` ${token} `,
      TELEGRAM_API_ROOT: 'http://127.0.0.1:8081/',
      HOST: '0.0.0.0',
      PORT: '0',
      DATABASE_URL: 'postgresql:///sigap?host=/run/postgresql',
      REDIS_URL: 'rediss://cache:6379',
      WHATSAPP: 'off',
      SETUP_CODE: 'mulai-2026',
      SECRET_KEY: 'k'.repeat(32),
      SMTP_URL: 'smtps://nama:sandi@mail.go.id?from=layanan@go.id',
      LOG_LEVEL: 'debug',
    }
    expect(configOf(env)).toMatchObject({
      telegram: { token, apiRoot: 'http://127.0.0.1:8081' },
      host: '0.0.0.0',
      port: 0,
      databaseUrl: 'postgresql:///sigap?host=/run/postgresql',
      redisUrl: 'rediss://cache:6379',
      setupCode: 'mulai-2026',
      secretKey: 'k'.repeat(32),
      smtp: { url: 'smtps://nama:sandi@mail.go.id?from=layanan@go.id', from: 'layanan@go.id' },
      logLevel: 'debug',
    })
    expect(configOf({ TELEGRAM_BOT_TOKEN: token }).telegram?.apiRoot).toBe('https://api.telegram.org')
  })

  it('sends e-mail as the user where that is an address and no other is given', () => {
    const url = 'smtp://layanan%40go.id:sandi@127.0.0.1:2525'
    expect(configOf({ SMTP_URL: url }).smtp).toEqual({ url, from: 'layanan@go.id' })
  })

  it('takes an empty variable for an absent one and looks at no other', () => {
    expect(configOf({ PORT: '', HOST: '  ', TELEGRAM_BOT_TOKEN: '', TELEGRAM_API: 'x', SMTP: 'y' })).toEqual(
      configOf({}),
    )
  })

  it.each([
    [{ TELEGRAM_API_ROOT: 'http://127.0.0.1:1' }, 'TELEGRAM_API_ROOT', 'api-root-without-token'],
    [{ TELEGRAM_BOT_TOKEN: 'abc' }, 'TELEGRAM_BOT_TOKEN', 'bad-token'],
    [
      { TELEGRAM_BOT_TOKEN: token, TELEGRAM_API_ROOT: 'api.telegram.org' },
      'TELEGRAM_API_ROOT',
      'bad-http-url',
    ],
    [{ HOST: '0.0.0.0' }, 'HOST', 'simulator-not-loopback'],
    [{ HOST: 'sigap.banten.go.id' }, 'HOST', 'simulator-not-loopback'],
    [{ HOST: '127.evil.example' }, 'HOST', 'simulator-not-loopback'],
    [{ HOST: 'http://127.0.0.1' }, 'HOST', 'bad-host'],
    [{ WHATSAPP: 'on' }, 'WHATSAPP', 'whatsapp-without-token'],
    [
      { WHATSAPP: 'off', WHATSAPP_PHONE: '6281234567890', TELEGRAM_BOT_TOKEN: token },
      'WHATSAPP_PHONE',
      'whatsapp-is-off',
    ],
    [{ WHATSAPP: 'mungkin' }, 'WHATSAPP', 'bad-switch'],
    [{ WHATSAPP_PHONE: '6281234567890' }, 'WHATSAPP_PHONE', 'whatsapp-is-off'],
    [{ WHATSAPP_PHONE: '081234567890' }, 'WHATSAPP_PHONE', 'bad-whatsapp-phone'],
    [{ WHATSAPP_PHONE: '62812' }, 'WHATSAPP_PHONE', 'bad-whatsapp-phone'],
    [{ WHATSAPP_SOCKET_URL: 'ws://127.0.0.1:1' }, 'WHATSAPP_SOCKET_URL', 'whatsapp-is-off'],
    [{ WHATSAPP_SOCKET_URL: 'http://127.0.0.1:1' }, 'WHATSAPP_SOCKET_URL', 'bad-socket-url'],
    [{ SECRET_KEY: 'k'.repeat(31) }, 'SECRET_KEY', 'bad-secret-key'],
    [{ DATABASE_URL: 'mysql://x' }, 'DATABASE_URL', 'bad-database-url'],
    [{ REDIS_URL: 'localhost:6379' }, 'REDIS_URL', 'bad-redis-url'],
    [{ PORT: '65536' }, 'PORT', 'bad-port'],
    [{ PORT: '80a' }, 'PORT', 'bad-port'],
    [{ PORT: '-1' }, 'PORT', 'bad-port'],
    [{ SETUP_CODE: 'a b c d' }, 'SETUP_CODE', 'bad-setup-code'],
    [{ SMTP_URL: 'mail.go.id:587' }, 'SMTP_URL', 'bad-smtp-url'],
    [{ SMTP_URL: 'http://mail.go.id' }, 'SMTP_URL', 'bad-smtp-url'],
    [{ SMTP_URL: 'smtp://a@go.id:12#3@mail.go.id' }, 'SMTP_URL', 'bad-smtp-url'],
    [{ SMTP_URL: 'smtp://mail.go.id' }, 'SMTP_URL', 'no-mail-sender'],
    [{ SMTP_URL: 'smtp://nama:sandi@mail.go.id' }, 'SMTP_URL', 'no-mail-sender'],
    [{ SMTP_URL: 'smtp://nama%40go.id:sandi@mail.go.id?from=layanan' }, 'SMTP_URL', 'no-mail-sender'],
    [{ LOG_LEVEL: 'loud' }, 'LOG_LEVEL', 'bad-log-level'],
  ])('%o is one problem', (env, where, code) => {
    expect(problemsOf(env as Record<string, string>)).toMatchObject([{ where, code }])
  })

  it('stays on this computer under each of its names', () => {
    for (const HOST of ['localhost', '127.0.0.1', '127.1.2.3', '::1'])
      expect(problemsOf({ HOST })).toEqual([])
  })

  it('tells everything at once, each with its cure and no secret', () => {
    const problems = problemsOf({
      TELEGRAM_BOT_TOKEN: 'rahasia-token',
      DATABASE_URL: 'mysql://admin:rahasia-sandi@db',
      SMTP_URL: 'smtp://nama:rahasia/sandi@mail.go.id',
      PORT: '99999',
      WHATSAPP: 'mungkin',
      SECRET_KEY: 'rahasia-kunci',
      LOG_LEVEL: 'loud',
    })
    expect(systemWords.notStarted(problems)).toBe(`Sigap belum dapat dijalankan. Yang perlu diperbaiki: 7.
1. TELEGRAM_BOT_TOKEN: Token bot Telegram tidak lengkap.
   Perbaikan: Salin lagi seluruh token dari @BotFather, bentuknya 123456789:AAE….
2. WHATSAPP: "mungkin" tidak dikenal.
   Perbaikan: Isi on atau off.
3. SECRET_KEY: Kunci penyegel terlalu pendek.
   Perbaikan: Isi sedikitnya 32 karakter acak, misalnya hasil perintah openssl rand -hex 32, lalu simpan di tempat yang aman.
4. DATABASE_URL: Alamat basis data harus diawali postgres://.
   Perbaikan: Isi misalnya postgres://pengguna:sandi@server:5432/sigap, atau kosongkan untuk basis data bawaan.
5. PORT: "99999" bukan nomor port.
   Perbaikan: Isi angka 0 sampai 65535, misalnya PORT=8080.
6. SMTP_URL: Alamat server e-mail tidak lengkap atau tidak terbaca.
   Perbaikan: Isi misalnya smtps://nama:sandi@mail.instansi.go.id, dengan tanda @, /, # dan % pada nama atau sandi ditulis %40, %2F, %23 dan %25. Kosongkan bila tidak mengirim e-mail.
7. LOG_LEVEL: "loud" bukan tingkat log.
   Perbaikan: Isi salah satu dari: trace, debug, info, warn, error, fatal, silent.
Setelah diperbaiki, jalankan lagi: npm start`)
  })

  it('tells how to name the sender of e-mail, and keeps the password to itself', () => {
    const problems = problemsOf({ SMTP_URL: 'smtp://nama:rahasia@mail.go.id' })
    expect(JSON.stringify(problems)).not.toContain('rahasia')
    expect(systemWords.notStarted(problems)).toBe(`Sigap belum dapat dijalankan. Yang perlu diperbaiki: 1.
1. SMTP_URL: Alamat e-mail pengirim belum ada atau tidak lengkap.
   Perbaikan: Tambahkan di akhir, misalnya smtps://nama:sandi@mail.instansi.go.id?from=layanan@instansi.go.id.
Setelah diperbaiki, jalankan lagi: npm start`)
  })
})
