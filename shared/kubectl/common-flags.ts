import type { Flag } from './flags.ts'

/** Flags that every command has. Those of a kubeconfig are taken and change nothing. */
export const GLOBAL: readonly Flag[] = [
  { name: 'namespace', short: 'n', type: 'text' },
  { name: 'kubeconfig', type: 'text' },
  { name: 'context', type: 'text' },
  { name: 'cluster', type: 'text' },
  { name: 'user', type: 'text' },
  { name: 'server', short: 's', type: 'text' },
  { name: 'request-timeout', type: 'text' },
  { name: 'v', short: 'v', type: 'text' },
  { name: 'warnings-as-errors', type: 'flag' },
  { name: 'help', short: 'h', type: 'flag' },
]

/** Whom a command is about. */
export const SELECTOR: readonly Flag[] = [{ name: 'selector', short: 'l', type: 'text' }]
export const FIELD_SELECTOR: Flag = { name: 'field-selector', type: 'text' }
export const EVERYWHERE: Flag = { name: 'all-namespaces', short: 'A', type: 'flag' }
export const ALL: Flag = { name: 'all', type: 'flag' }
export const FILES: readonly Flag[] = [
  { name: 'filename', short: 'f', type: 'list' },
  { name: 'kustomize', short: 'k', type: 'text' },
  { name: 'recursive', short: 'R', type: 'flag' },
]

/** How results are shown. */
export const OUTPUT: readonly Flag[] = [
  { name: 'output', short: 'o', type: 'text' },
  { name: 'show-managed-fields', type: 'flag' },
  { name: 'template', type: 'text' },
  { name: 'allow-missing-template-keys', type: 'flag' },
]

/** Flags of commands that write. */
export const DRY_RUN: Flag = { name: 'dry-run', type: 'text', alone: 'unchanged' }
export const MANAGER: Flag = { name: 'field-manager', type: 'text' }
export const RECORD: Flag = { name: 'record', type: 'flag' }
export const VALIDATE: Flag = { name: 'validate', type: 'text', alone: 'strict' }
