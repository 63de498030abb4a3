import { objectMeta } from '../../schema/meta.ts'
import {
  flag,
  int32,
  int64,
  list,
  map,
  message,
  quantity,
  struct,
  text,
  type Of,
} from '../../schema/tree.ts'
import { type TopLevel, typeMeta } from '../../schema/type-meta.ts'

/** What an image can be made from: see images/bases.ts. */
export const BASE_NAMES = [
  'busybox',
  'alpine',
  'debian',
  'ubuntu',
  'centos',
  'fedora',
  'ubi',
  'distroless',
  'scratch',
] as const

export const imageRoute = message(
  'dev.flotilla.v1.ImageRoute',
  'What the program answers on one path, and when.',
  {
    path: text(1, 'The path, such as /healthz; * stands for every other.', { required: true }),
    status: int32(2, 'The status of the answer; 200 when left out.'),
    body: text(3, 'The text of the answer.'),
    contentType: text(4, 'The type of the text; text/plain when left out.'),
    after: text(5, 'It answers so from this long after its start, such as 10s.', { pointer: true }),
    until: text(6, 'It answers so until this long after its start.', { pointer: true }),
    takes: text(7, 'How long an answer takes, such as 300ms.', { pointer: true }),
  },
)
export type ImageRoute = Of<typeof imageRoute>

export const imageLine = message(
  'dev.flotilla.v1.ImageLine',
  'A line that the program writes by itself.',
  {
    line: text(1, 'What it writes.', { required: true }),
    after: text(2, 'How long after its start, such as 2s; at once when left out.', {
      pointer: true,
    }),
    stderr: flag(3, 'Whether it goes to the standard error instead of the output.'),
  },
)

export const imageSpec = message(
  'dev.flotilla.v1.ImageSpec',
  'What is published, and what it runs.',
  {
    image: text(1, 'The name without a tag, such as shop or team/shop.', { required: true }),
    tags: list(2, 'string', 'The tags that can be pulled.', { required: true }),
    megabytes: int32(3, 'How much a node has to fetch; 30 when left out.'),
    ports: list(4, 'int32', 'Ports on which the program listens.'),
    endsAfter: text(5, 'How long the program runs, such as 5s; for ever when left out.', {
      pointer: true,
    }),
    exitCode: int32(6, 'The code with which it then ends.'),
    ignoresTerm: flag(7, 'Whether it goes on when it is told to end, until it is killed.'),
    base: text(8, 'The system that it is made from, with its tools; busybox when left out.', {
      oneOf: BASE_NAMES,
    }),
    entrypoint: list(9, 'string', 'What it starts instead of the program described here.'),
    cmd: list(10, 'string', 'Arguments of the entrypoint, which a pod can replace.'),
    env: map(11, 'string', 'Variables that it sets.'),
    routes: list(12, imageRoute, 'What the program answers; 200 everywhere when left out.'),
    startup: text(13, 'How long after its start it begins to listen, such as 8s.', {
      pointer: true,
    }),
    log: list(14, imageLine, 'Lines that the program writes by itself.'),
    cpu: quantity(15, 'What the program uses, such as 250m.', { pointer: true }),
    memory: quantity(16, 'What the program holds when it starts, such as 64Mi.', { pointer: true }),
    memoryPerMinute: quantity(17, 'How much more it holds each minute: a leak.', { pointer: true }),
    needsEnv: list(18, 'string', 'Variables without which it ends with code 1.'),
    files: map(19, 'string', 'Files that it has beside those of its base, by their path.'),
    workingDir: text(20, 'Where it starts; / when left out.'),
    runAsUser: int64(21, 'The id of the user it runs as; root when left out.'),
    termTakes: text(22, 'How long it needs to end when it is told to, such as 5s.', {
      pointer: true,
    }),
    commands: list(23, 'string', 'Tools that it has beside those of its base, such as curl.'),
  },
)
export type ImageSpec = Of<typeof imageSpec>

export const customImage = message(
  'dev.flotilla.v1.Image',
  'A container image that a lesson or a teacher publishes for one cluster.',
  {
    ...typeMeta,
    metadata: struct(1, objectMeta, 'Name and labels of the object.'),
    spec: struct(2, imageSpec, 'What is published, and what it runs.'),
  },
)

/** An image beside those that every cluster can pull: see images/catalogue.ts. */
export interface CustomImage extends TopLevel<typeof customImage> {
  apiVersion: 'flotilla.dev/v1'
  kind: 'Image'
}
