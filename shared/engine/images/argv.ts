import type { ImageConfig } from '../programs/image-config.ts'

/**
 * What a container's first process is started with: a command replaces the image's entrypoint and
 * its arguments, arguments replace only those. An entrypoint that only starts its arguments is
 * left out: the process becomes what it starts.
 * Source: kubernetes.io "Define a Command and Arguments for a Container".
 */
export function argvOf(
  config: Pick<ImageConfig, 'entrypoint' | 'cmd' | 'wraps'>,
  command: readonly string[] | undefined,
  args: readonly string[] | undefined,
): readonly string[] {
  if (command && command.length > 0) return [...command, ...(args ?? [])]
  const rest = args && args.length > 0 ? args : config.cmd
  if (config.wraps === undefined) return [...config.entrypoint, ...rest]
  const isOption = rest.length === 0 || rest[0]!.startsWith('-')
  return isOption && config.wraps !== '' ? [config.wraps, ...rest] : rest
}
