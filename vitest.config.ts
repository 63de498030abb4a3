import { cloudflareTest } from '@cloudflare/vitest-plugin'
import { svelte } from '@sveltejs/vite-plugin-svelte'
import { defineConfig } from 'vitest/config'
import { textModules } from './scripts/lib/text-modules.mjs'

const ignored = ['**/node_modules/**', '**/.flotilla/**', 'web/dist/**']

/**
 * Projects run one group after another: two cores do not drive a browser and a test pool at once.
 * Numbers begin at 1: a group 0 with one worker would run last.
 */
export default defineConfig({
  test: {
    projects: [
      {
        plugins: [textModules(), svelte({ configFile: false })],
        test: {
          name: 'unit',
          include: [
            '{shared,scripts,web,worker,bench}/**/*.test.ts',
            'test/tidy/**/*.test.ts',
            '*.test.ts',
          ],
          exclude: [...ignored, '**/*.worker.test.ts'],
          environment: 'node',
          testTimeout: 20_000,
          maxWorkers: '100%',
          sequence: { groupOrder: 1 },
        },
      },
      {
        plugins: [
          textModules(),
          cloudflareTest({
            wrangler: { configPath: './wrangler.toml' },
            miniflare: { bindings: { SIGNING_SECRET: 'only-for-tests', STANDALONE: '1' } },
          }),
        ],
        test: {
          name: 'worker',
          include: ['worker/**/*.worker.test.ts'],
          exclude: ignored,
          testTimeout: 30_000,
          sequence: { groupOrder: 2 },
        },
      },
      {
        plugins: [textModules()],
        test: {
          name: 'browser',
          include: ['test/browser/**/*.test.ts'],
          environment: 'node',
          testTimeout: 180_000,
          hookTimeout: 180_000,
          fileParallelism: false,
          sequence: { groupOrder: 3 },
        },
      },
      {
        plugins: [textModules()],
        test: {
          name: 'cli',
          include: ['test/cli/**/*.test.ts'],
          environment: 'node',
          testTimeout: 300_000,
          hookTimeout: 180_000,
          fileParallelism: false,
          sequence: { groupOrder: 4 },
        },
      },
    ],
  },
})
