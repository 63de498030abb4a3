import { repositoryOf } from '../../images/find.ts'
import { commands } from '../../programs/commands/index.ts'
import { servers } from '../../programs/servers/index.ts'
import { checkMetadata } from '../../schema/check-metadata.ts'
import { parseDuration } from '../../schema/duration.ts'
import { required, unsupported, wrong, type FieldError } from '../../schema/field-errors.ts'
import { dnsSubdomain } from '../../schema/names.ts'
import { parseQuantity } from '../../schema/quantity.ts'
import { BASE_NAMES, type CustomImage, type ImageSpec } from './schema.ts'

const TAG = /^\w[\w.-]{0,127}$/
const VARIABLE = /^[-._a-zA-Z][-._a-zA-Z0-9]*$/
/** Bytes of all files together: they are saved with the cluster. */
const MOST_FILES = 256 * 1024

/** What is wrong with an image that somebody publishes. */
export function validate(image: CustomImage): FieldError[] {
  const { spec } = image
  return [
    ...checkMetadata(image, 'Cluster', dnsSubdomain),
    ...checkName(spec),
    ...checkNumbers(spec),
    ...checkDurations(spec),
    ...checkQuantities(spec),
    ...checkRoutes(spec),
    ...checkContents(spec),
  ]
}

function checkName({ image: name, tags }: ImageSpec): FieldError[] {
  const errors: FieldError[] = []
  if (!name) errors.push(required('spec.image'))
  else if (!repositoryOf(name) || /[@:]/.test(name.slice(name.lastIndexOf('/') + 1))) {
    errors.push(wrong('spec.image', name, 'must be the name of an image, without a tag'))
  }
  for (const [at, tag] of (tags ?? []).entries()) {
    if (!TAG.test(tag)) errors.push(wrong(`spec.tags[${at}]`, tag, 'must be a tag such as 1.2'))
  }
  return errors
}

function inRange(field: string, value: number | undefined, least: number, most: number) {
  if (value === undefined || (Number.isInteger(value) && value >= least && value <= most)) return []
  return [wrong(field, value, `must be between ${least} and ${most}, inclusive`)]
}

function checkNumbers(spec: ImageSpec): FieldError[] {
  return [
    ...(spec.ports ?? []).flatMap((port, at) => inRange(`spec.ports[${at}]`, port, 1, 65_535)),
    ...inRange('spec.exitCode', spec.exitCode, 0, 255),
    ...inRange('spec.megabytes', spec.megabytes, 1, 20_000),
    ...inRange('spec.runAsUser', spec.runAsUser, 0, 2 ** 31 - 1),
  ]
}

function isDuration(field: string, text: string | undefined): FieldError[] {
  if (text === undefined || parseDuration(text) !== undefined) return []
  return [wrong(field, text, 'must be a duration such as 5s or 2m')]
}

function checkDurations(spec: ImageSpec): FieldError[] {
  return [
    ...isDuration('spec.endsAfter', spec.endsAfter),
    ...isDuration('spec.startup', spec.startup),
    ...isDuration('spec.termTakes', spec.termTakes),
    ...(spec.log ?? []).flatMap(({ after }, at) => isDuration(`spec.log[${at}].after`, after)),
  ]
}

function checkQuantities({ cpu, memory, memoryPerMinute }: ImageSpec): FieldError[] {
  return Object.entries({ cpu, memory, memoryPerMinute }).flatMap(([name, amount]) => {
    if (amount === undefined) return []
    const parsed = parseQuantity(amount)
    const isGood = parsed !== undefined && parsed.nano >= 0n
    return isGood ? [] : [wrong(`spec.${name}`, amount, 'must be greater than or equal to 0')]
  })
}

function checkRoutes({ routes = [] }: ImageSpec): FieldError[] {
  return routes.flatMap((route, at) => {
    const field = `spec.routes[${at}]`
    const { path, status, after, until, takes } = route
    const errors: FieldError[] = []
    if (!path) errors.push(required(`${field}.path`))
    else if (path !== '*' && !/^\/[^?#\s]*$/.test(path)) {
      errors.push(wrong(`${field}.path`, path, 'must begin with / and have no query, or be *'))
    }
    errors.push(...inRange(`${field}.status`, status, 100, 599))
    errors.push(...isDuration(`${field}.after`, after), ...isDuration(`${field}.until`, until))
    errors.push(...isDuration(`${field}.takes`, takes))
    const [from, to] = [parseDuration(after ?? ''), parseDuration(until ?? '')]
    if (from !== undefined && to !== undefined && from >= to) {
      errors.push(wrong(`${field}.until`, until, 'must be later than after'))
    }
    return errors
  })
}

function checkContents(spec: ImageSpec): FieldError[] {
  const { base, env = {}, needsEnv = [], files = {}, workingDir, commands: tools = [] } = spec
  const names: readonly string[] = BASE_NAMES
  const errors: FieldError[] = []
  if (base && !names.includes(base)) errors.push(unsupported('spec.base', base, BASE_NAMES))
  for (const name of Object.keys(env)) {
    if (!VARIABLE.test(name)) errors.push(wrong('spec.env', name, 'must be the name of a variable'))
  }
  for (const [at, name] of needsEnv.entries()) {
    if (VARIABLE.test(name)) continue
    errors.push(wrong(`spec.needsEnv[${at}]`, name, 'must be the name of a variable'))
  }
  for (const path of Object.keys(files)) {
    if (/^\/(?!.*(^|\/)\.\.?(\/|$))[^\0]*[^/\0]$/.test(path)) continue
    errors.push(wrong('spec.files', path, 'must be an absolute path of a file'))
  }
  const size = Object.values(files).reduce((sum, text) => sum + text.length, 0)
  if (size > MOST_FILES) {
    errors.push(
      wrong('spec.files', `${size} bytes`, `must be at most ${MOST_FILES} bytes together`),
    )
  }
  if (workingDir && !workingDir.startsWith('/')) {
    errors.push(wrong('spec.workingDir', workingDir, 'must be an absolute path'))
  }
  for (const [at, name] of tools.entries()) {
    if (commands.has(name) || servers.has(name)) continue
    errors.push(
      wrong(`spec.commands[${at}]`, name, 'is no command of this world: see docs/images.md'),
    )
  }
  return errors
}
