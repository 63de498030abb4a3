/** Annotations by which those who bind storage talk to each other. Source: component-helpers. */
export const BIND_COMPLETED = 'pv.kubernetes.io/bind-completed'
export const BOUND_BY_CONTROLLER = 'pv.kubernetes.io/bound-by-controller'
export const PROVISIONED_BY = 'pv.kubernetes.io/provisioned-by'
export const PROVISIONER = 'volume.kubernetes.io/storage-provisioner'
export const PROVISIONER_BETA = 'volume.beta.kubernetes.io/storage-provisioner'
/** The node that the scheduler has chosen for the first pod of a claim. */
export const SELECTED_NODE = 'volume.kubernetes.io/selected-node'

/** Who tells of claims and volumes. */
export const VOLUME_CONTROLLER = 'persistentvolume-controller'

/** Keeps a claim as long as a pod uses it. */
export const PVC_PROTECTION = 'kubernetes.io/pvc-protection'
