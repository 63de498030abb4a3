import { expect, test } from 'vitest'
import { page } from './test-support/page.ts'

test('the page of images says what the catalogue says (vitest -u writes it)', async () => {
  await expect(page()).toMatchFileSnapshot('../../../docs/images.md')
})
