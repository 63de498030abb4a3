import { required, wrong, type FieldError } from '../../../schema/field-errors.ts'
import type { DownwardAPIVolumeFile } from '../schema/local-volumes.ts'
import { checkFieldRef, checkResourceRef } from './env.ts'
import { localNonReserved } from './path.ts'

const DOWNWARD_FIELDS = [
  'metadata.annotations',
  'metadata.labels',
  'metadata.name',
  'metadata.namespace',
  'metadata.uid',
]

/** A file with a fact about the pod. Upstream: validateDownwardAPIVolumeFile (v1.32). */
export function checkDownwardFile(file: DownwardAPIVolumeFile, field: string): FieldError[] {
  const errors = checkPath(file.path, `${field}.path`)
  if (file.fieldRef && file.resourceFieldRef) {
    const rule = 'fieldRef and resourceFieldRef can not be specified simultaneously'
    errors.push(wrong(field, 'resource', rule))
  } else if (file.fieldRef) {
    errors.push(...checkFieldRef(file.fieldRef, DOWNWARD_FIELDS, `${field}.fieldRef`))
  } else if (file.resourceFieldRef) {
    errors.push(...checkResourceRef(file.resourceFieldRef, `${field}.resourceFieldRef`, true))
  } else errors.push(required(`${field}.fieldRef`, 'one of fieldRef and resourceFieldRef'))
  return [...errors, ...checkMode(file.mode, `${field}.mode`)]
}

/** A file below a volume's mount. */
export function checkPath(path: string, field: string): FieldError[] {
  return path ? localNonReserved(path, field) : [required(field)]
}

/** Mode bits of a file. */
export function checkMode(mode: number | undefined, field: string): FieldError[] {
  if (mode === undefined || (mode >= 0 && mode <= 0o777)) return []
  return [wrong(field, mode, 'must be a number between 0 and 0777 (octal), both inclusive')]
}
