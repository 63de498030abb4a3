import { isRefused } from '../programs/files.ts'
import { toText, type Bytes } from '../programs/bytes.ts'
import type { Box } from './box.ts'

/**
 * Source: kubernetes pkg/kubelet/container/runtime.go (4,096 bytes of the file; of the log the
 * last 2,048 bytes or 80 lines).
 */
const FILE_BYTES = 4096
const LOG_BYTES = 2048
const LOG_LINES = 80

/** The termination message of a container whose main process ends now. */
export function lastWords(box: Box, code: number): string | undefined {
  const { terminationMessagePath, terminationMessagePolicy } = box.hosted.spec
  const left = box.files.read(terminationMessagePath ?? '/dev/termination-log')
  const bytes = isRefused(left) ? '' : left.slice(0, FILE_BYTES)
  if (bytes !== '') return toText(bytes)
  if (code === 0 || terminationMessagePolicy !== 'FallbackToLogsOnError') return undefined
  return toText(tail(box)) || undefined
}

function tail(box: Box): Bytes {
  const lines = box.log.lines.slice(-LOG_LINES).map(([, bytes]) => `${bytes}\n`)
  return lines.join('').slice(-LOG_BYTES)
}
