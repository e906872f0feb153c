// @ts-check
import svelte from 'eslint-plugin-svelte';
import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';

/**
 * Dependencies point one way: hosts → doctor → {bundle, remedies, lab} → diagnosis → survey → machine → contract.
 * Each row names a folder and the folders it must not import from.
 */
const DIRECTION = [
  { from: 'contract', never: ['machine', 'survey', 'diagnosis', 'remedies', 'lab', 'bundle', 'hosts', 'doctor.ts'] },
  { from: 'machine', never: ['survey', 'diagnosis', 'remedies', 'lab', 'bundle', 'hosts', 'doctor.ts'] },
  { from: 'survey', never: ['diagnosis', 'remedies', 'lab', 'bundle', 'hosts', 'doctor.ts'] },
  { from: 'diagnosis', never: ['remedies', 'lab', 'bundle', 'hosts', 'doctor.ts'], typesOnly: ['survey'] },
  { from: 'remedies', never: ['bundle', 'lab', 'hosts', 'doctor.ts'] },
  { from: 'lab', never: ['bundle', 'remedies', 'hosts', 'doctor.ts'] },
  { from: 'bundle', never: ['lab', 'remedies', 'hosts', 'doctor.ts'] },
];

/** @param {string} folder */
const pathsInto = (folder) => (folder.endsWith('.ts') ? [`**/${folder}`] : [`**/${folder}/**`]);

/** @type {import('eslint').Linter.Config[]} */
const direction = DIRECTION.map(({ from, never, typesOnly = [] }) => ({
  files: [`electron/${from}/**/*.ts`],
  rules: {
    '@typescript-eslint/no-restricted-imports': [
      'error',
      {
        patterns: [
          ...never.map((folder) => ({
            group: pathsInto(folder),
            message: `${from} must not import from ${folder}: dependencies point the other way (ARCHITECTURE.md).`,
          })),
          ...typesOnly.map((folder) => ({
            group: pathsInto(folder),
            allowTypeImports: true,
            message: `${from} may import only types from ${folder} (ARCHITECTURE.md).`,
          })),
          { group: ['electron'], message: 'Only hosts/desktop may import electron.' },
        ],
      },
    ],
  },
}));

export default defineConfig(
  { ignores: ['dist/', 'coverage/', '.cache/', 'node_modules/', 'tests/fixtures/', 'tests/lab/koishi/'] },
  ...tseslint.configs.strictTypeChecked,
  ...tseslint.configs.stylisticTypeChecked,
  ...svelte.configs['flat/recommended'],
  {
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname, extraFileExtensions: ['.svelte'] },
    },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      // Several type names in one union read better than one alias a name.
      '@typescript-eslint/consistent-type-definitions': 'off',
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-console': 'error',
    },
  },
  { files: ['scripts/**', 'tests/**', 'electron/hosts/cases/**'], rules: { 'no-console': 'off' } },
  // Plain JavaScript cannot cast what JSON.parse gives; a typed variable is the check there.
  { files: ['scripts/**/*.mjs'], rules: { '@typescript-eslint/no-unsafe-assignment': 'off' } },
  {
    files: ['tests/win32/**'],
    rules: {
      '@typescript-eslint/no-floating-promises': [
        'error',
        { allowForKnownSafeCalls: [{ from: 'package', package: 'node:test', name: ['test', 'describe'] }] },
      ],
    },
  },
  // The svelte parser hands the script part on to this one.
  { files: ['**/*.svelte', '**/*.svelte.ts'], languageOptions: { parserOptions: { parser: tseslint.parser } } },
  {
    files: ['renderer/**/*.{ts,svelte}'],
    rules: {
      '@typescript-eslint/no-restricted-imports': [
        'error',
        { patterns: [{ regex: 'electron/(?!contract/)', message: 'The renderer imports only the contract.' }] },
      ],
    },
  },
  ...direction,
);
