import tseslint from 'typescript-eslint'

/** Layering: what each folder may import, with the reason a reader gets when a line breaks it. */
const forbid = (patterns, message) => ({
  'no-restricted-imports': ['error', { patterns: [{ regex: patterns, message }] }],
})

/** Purity: what a pure function may not touch; time, chance and waiting are handed in. */
const impure = [
  { selector: 'NewExpression[callee.name="Date"][arguments.length=0]', message: 'Take `now: Date` instead.' },
  {
    selector: 'CallExpression[callee.object.name="Date"][callee.property.name="now"]',
    message: 'Take `now: Date` instead.',
  },
  {
    selector: 'CallExpression[callee.object.name="DateTime"][callee.property.name=/^(now|local)$/]',
    message: 'Take `now: Date` instead.',
  },
  {
    selector: 'CallExpression[callee.object.name="Math"][callee.property.name="random"]',
    message: 'Chance does not belong in core.',
  },
  { selector: 'MemberExpression[object.name="crypto"]', message: 'Ids are handed in.' },
  { selector: ':function[async=true]', message: 'Only core/app is async.' },
  { selector: 'AwaitExpression', message: 'Only core/app is async.' },
]

export default tseslint.config(
  { ignores: ['node_modules', 'prisma/generated', 'data', 'bots/simulator/page'] },
  ...tseslint.configs.recommended,
  {
    rules: {
      'no-restricted-syntax': [
        'error',
        { selector: 'ExportDefaultDeclaration', message: 'Named exports only.' },
      ],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
      'max-lines-per-function': ['error', { max: 70, skipBlankLines: true, skipComments: true }],
      eqeqeq: 'error',
    },
  },
  {
    files: ['core/**/*.ts'],
    rules: {
      ...forbid(
        '^(?!\\.{1,2}/|zod$|luxon$|libphonenumber-js(/|$)|fastest-levenshtein$)|/(bots|prisma)/',
        'core is pure: it imports itself, zod, luxon, libphonenumber-js and fastest-levenshtein only.',
      ),
      'no-restricted-syntax': [
        'error',
        { selector: 'ExportDefaultDeclaration', message: 'Named exports only.' },
        ...impure,
      ],
    },
  },
  {
    files: ['core/app/**/*.ts'],
    rules: {
      'no-restricted-syntax': [
        'error',
        { selector: 'ExportDefaultDeclaration', message: 'Named exports only.' },
        ...impure.slice(0, 5),
      ],
    },
  },
  {
    files: ['bots/**/*.ts'],
    ignores: ['bots/main.ts', 'bots/program.ts', 'bots/database.ts', 'bots/listening.ts'],
    rules: forbid('/prisma/', 'Only the composition root (program, database, listening) sees the database.'),
  },
  {
    files: ['bots/telegram/**/*.ts'],
    rules: forbid(
      '/(prisma|simulator|whatsapp)/|core/(ticket|sop|intake|staff|sla)/',
      'A channel never sees a ticket.',
    ),
  },
  {
    files: ['bots/whatsapp/**/*.ts'],
    rules: forbid(
      '/(prisma|simulator|telegram)/|core/(ticket|sop|intake|staff|sla)/',
      'A channel never sees a ticket.',
    ),
  },
  {
    files: ['prisma/**/*.ts'],
    rules: forbid('/bots/', 'The store knows nothing of channels.'),
  },
  {
    files: ['test/**/*.ts'],
    rules: { 'max-lines': 'off', 'max-lines-per-function': 'off' },
  },
  {
    files: ['*.config.ts', '*.config.js', '**/global-setup.ts'],
    rules: { 'no-restricted-syntax': 'off' },
  },
)
