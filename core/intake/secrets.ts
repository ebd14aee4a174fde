/** What must not reach the staff group or the register: passwords, one-time codes, identity numbers (NIK). */
type Secret = 'password' | 'otp' | 'identity-card'

const mask = '••••'

const pattern = (...parts: string[]) => new RegExp(parts.join(''), 'giu')
const passwordWord =
  '(?<![\\p{L}\\p{N}])(?:password|passwd|passcode|pass|pwd|kata ?sandi|sandi|pin)(?:nya)?' +
  '(?: (?:saya|kami|akun|login|e-?mail|wifi|lama|baru|admin|user|router))*'
const codeWord = '(?:otp|kode (?:otp|verifikasi|keamanan|masuk)|verification code)'
const code = '(?:\\d{3}[ -]\\d{3}|\\d{4,8})(?!\\d)'
/** Words after "password:" or between "OTP" and a number that show the sentence speaks of something else. */
const complaint =
  '(?:tidak|tdk|gak|ga|bukan|lupa|salah|selalu|sudah|belum|gagal|ditolak|hilang|terkunci|error)'
const otherNumber = '(?:sejak|pukul|jam|tahun|tanggal|tgl|nomor|no|hp|ke|port)'

/** In each, the group `secret` is what gets covered. Numbers come first: "password: OTP 123456" holds both. */
const rules: { kind: Secret; pattern: RegExp }[] = [
  // "kode OTP saya 123456"
  {
    kind: 'otp',
    pattern: pattern(
      `(?<before>(?<![\\p{L}\\p{N}])${codeWord}(?![\\p{L}\\p{N}])`,
      `(?:(?!(?<!\\p{L})(?:${complaint}|${otherNumber})(?!\\p{L}))[^\\d\\n.?•]){0,25})(?<secret>${code})`,
    ),
  },
  // "123456 adalah kode verifikasi Anda"
  {
    kind: 'otp',
    pattern: pattern(
      `(?<before>(?<!\\d))(?<secret>${code})(?= (?:adalah|itu|is)(?: your)? ${codeWord}(?!\\p{L}))`,
    ),
  },
  // Sixteen digits, in one piece or grouped 4-4-4-4 or 6-6-4. A NIP has eighteen and is no secret.
  {
    kind: 'identity-card',
    pattern: pattern(
      '(?<before>(?<!\\d|\\d[ .-]))',
      '(?<secret>\\d{16}|\\d{4}([ .-])\\d{4}\\3\\d{4}\\3\\d{4}|\\d{6}([ .-])\\d{6}\\4\\d{4})(?!\\d|[ .-]\\d)',
    ),
  },
  // "password saya: xxxx", "kata sandi baru adalah xxxx"
  {
    kind: 'password',
    pattern: pattern(
      `(?<before>${passwordWord}(?: ?[:=]| (?:adalah|yaitu|ialah)(?= )) *["'“‘]?)`,
      `(?!${complaint}(?![\\p{L}\\p{N}])|•)(?<secret>[^\\s"'”’]+)`,
    ),
  },
  // "password saya Rahasia123": digits or signs, as words do not have; an e-mail address is none.
  {
    kind: 'password',
    pattern: pattern(
      `(?<before>${passwordWord} )`,
      '(?=\\S*[\\d!@#$%^&*])(?!\\S+@\\S+\\.\\S)(?<secret>[^\\s,;"\']{6,})',
    ),
  },
]

/** The first kind of secret found in the text, or null. */
export function findSecret(text: string): Secret | null {
  return rules.find((rule) => text.search(rule.pattern) >= 0)?.kind ?? null
}

/** The text with every secret in it covered by dots; everything else stays as written. Safe to repeat. */
export function maskSecrets(text: string): string {
  return rules.reduce((masked, rule) => masked.replace(rule.pattern, `$<before>${mask}`), text)
}
