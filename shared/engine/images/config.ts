import type { ImageConfig } from '../programs/image-config.ts'
import { BASES, TOOLSETS } from './bases.ts'
import { words, type Image, type Made } from './image.ts'
import { versionOf } from './version.ts'

const PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'

/** Configurations that were asked for before: 500 pods of one image need one. */
const known = new WeakMap<Image, Map<string, ImageConfig>>()

/** What is in an image under one of its tags. Source: the OCI image configuration. */
export function configOf(image: Image, tag: string): ImageConfig {
  let byTag = known.get(image)
  if (!byTag) known.set(image, (byTag = new Map()))
  let config = byTag.get(tag)
  if (!config) byTag.set(tag, (config = build(image, tag)))
  return config
}

function build({ made: plain, tags }: Image, tag: string): ImageConfig {
  const made = variant(plain, tag)
  const base = BASES[made.from]
  const version = versionOf(tags, tag)
  const [name, uid] = made.user ?? ['root', 0]
  const own = made.own?.(version) ?? []
  const config: ImageConfig = {
    entrypoint: words(made.entrypoint),
    cmd: words(made.cmd),
    env: {
      PATH,
      ...(made.versionIn && version ? { [made.versionIn]: version } : {}),
      ...made.env,
    },
    workdir: made.workdir ?? '/',
    user: { name, uid },
    files: { ...base.files, ...userFile(base.files, name, uid), ...filesIn(made, version) },
    commands: toolsOf(base.commands, words(made.commands)),
    ports: made.ports ?? [],
    own,
  }
  if (made.wraps !== undefined) config.wraps = made.wraps
  if (base.shell) config.shell = base.shell
  return config
}

/** Tags such as `16-alpine` are made otherwise. Later entries win over earlier ones. */
function variant(made: Made, tag: string): Made {
  let all = made
  if (tag.includes('alpine') && made.from === 'debian') all = { ...all, from: 'alpine' }
  for (const [part, other] of Object.entries(made.tagged ?? {})) {
    if (tag.includes(part)) all = { ...all, ...other }
  }
  return all
}

function userFile(base: ImageConfig['files'], name: string, uid: number): Record<string, string> {
  const users = base['/etc/passwd'] ?? 'root:x:0:0:root:/root:/sbin/nologin\n'
  if (uid === 0 || uid === 65_534) return {}
  return { '/etc/passwd': `${users}${name}:x:${uid}:${uid}::/home/${name}:/sbin/nologin\n` }
}

function toolsOf(base: readonly string[], more: readonly string[]): readonly string[] {
  if (more.length === 0) return base
  return [...new Set([...base, ...more.flatMap((word) => TOOLSETS[word] ?? [word])])]
}

function filesIn({ files = {} }: Made, version: string): ImageConfig['files'] {
  return typeof files === 'function' ? files(version) : files
}
