import { flag, int64, list, managedSet, map, message, type Of, text, time } from './tree.ts'

export const ownerReference = message(
  'io.k8s.apimachinery.pkg.apis.meta.v1.OwnerReference',
  'Points to an object that owns this one. When the last owner goes, so does this object.',
  {
    apiVersion: text(5, 'Group and version of the owner.', { required: true }),
    kind: text(1, 'Kind of the owner.', { required: true }),
    name: text(3, 'Name of the owner, in the same namespace or of the whole cluster.', {
      required: true,
    }),
    uid: text(4, 'Uid of the owner: a new object of the same name is another owner.', {
      required: true,
    }),
    controller: flag(6, 'Whether the owner manages this object. At most one may.', {
      pointer: true,
    }),
    blockOwnerDeletion: flag(
      7,
      'Whether a foreground deletion of the owner waits for this object.',
      { pointer: true },
    ),
  },
)
export type OwnerReference = Of<typeof ownerReference>

export const managedFieldsEntry = message(
  'io.k8s.apimachinery.pkg.apis.meta.v1.ManagedFieldsEntry',
  'Which fields a manager has set, and how.',
  {
    manager: text(1, 'Who set the fields.'),
    operation: text(2, 'Apply for server-side apply, Update for everything else.', {
      oneOf: ['Apply', 'Update'],
    }),
    apiVersion: text(3, 'The version in which the fields are named.'),
    time: time(4, 'When the manager changed one of them last.', { pointer: true }),
    fieldsType: text(6, 'How the set is written; always FieldsV1.'),
    fieldsV1: managedSet(7, 'The set of fields.', { pointer: true }),
    subresource: text(8, 'The subresource that was written to, if any.'),
  },
)
export type ManagedFieldsEntry = Of<typeof managedFieldsEntry>

export const objectMeta = message(
  'io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta',
  'What every object says of itself.',
  {
    name: text(1, 'Name of the object, unique for its kind in its namespace. It never changes.'),
    generateName: text(
      2,
      'Start of a name; the server adds five characters when no name is given.',
    ),
    namespace: text(3, 'The namespace that the object lives in. It never changes.'),
    selfLink: text(4, 'Was a URL of the object once; no longer filled.'),
    uid: text(5, 'Identity in time and space, given by the server. It never changes.'),
    resourceVersion: text(
      6,
      'The state in which the object was read. A write with an old one is refused.',
    ),
    generation: int64(7, 'Counts changes of the wanted state.'),
    creationTimestamp: time(8, 'When the object was created.'),
    deletionTimestamp: time(
      9,
      'When the object is to be gone; set once somebody asked for its deletion.',
      { pointer: true },
    ),
    deletionGracePeriodSeconds: int64(10, 'How many seconds it has for an orderly end.', {
      pointer: true,
    }),
    labels: map(11, 'string', 'Short keys and values by which objects are chosen and grouped.'),
    annotations: map(
      12,
      'string',
      'Keys and values for people and tools; nothing is chosen by them.',
    ),
    ownerReferences: list(13, ownerReference, 'The objects that this one depends on.', {
      list: 'map',
      keys: ['uid'],
      patch: 'merge',
      mergeKey: 'uid',
    }),
    finalizers: list(14, 'string', 'Names of duties to be done before the object may vanish.', {
      list: 'set',
      patch: 'merge',
    }),
    managedFields: list(17, managedFieldsEntry, 'Who set which fields.', { list: 'atomic' }),
  },
)
export type ObjectMeta = Of<typeof objectMeta>

export const listMeta = message(
  'io.k8s.apimachinery.pkg.apis.meta.v1.ListMeta',
  'What a list says of itself.',
  {
    selfLink: text(1, 'Was a URL once; no longer filled.'),
    resourceVersion: text(2, 'The state that the list shows; a watch can start from it.'),
    continue: text(3, 'Hand this back to get the next part of the list.'),
    remainingItemCount: int64(4, 'How many objects the following parts hold, where it is known.', {
      pointer: true,
    }),
  },
)
export type ListMeta = Of<typeof listMeta>

export const condition = message(
  'io.k8s.apimachinery.pkg.apis.meta.v1.Condition',
  "One aspect of an object's state.",
  {
    type: text(1, 'Name of the aspect.', { required: true }),
    status: text(2, 'True, False or Unknown.', {
      required: true,
      oneOf: ['True', 'False', 'Unknown'],
    }),
    observedGeneration: int64(3, 'The generation that the judgement is about.'),
    lastTransitionTime: time(4, 'When the status changed last.', { required: true }),
    reason: text(5, 'The cause in one word, for machines.', { required: true }),
    message: text(6, 'The cause in a sentence, for people.', { required: true }),
  },
)
export type Condition = Of<typeof condition>
