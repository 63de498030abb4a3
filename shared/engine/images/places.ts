const PLACES = ['k8s.gcr.io', 'gcr.io/google-containers', 'gcr.io/google_containers']

/** All the places where Kubernetes' images were kept over the years. */
export function everywhere(name: string): { aliases: string[] } {
  return { aliases: ['registry.k8s.io', ...PLACES].map((place) => `${place}/${name}`) }
}

/** An image of Kubernetes under its old names: the first, `registry.k8s.io`, is its own. */
export function older(name: string): { aliases: string[] } {
  return { aliases: PLACES.map((place) => `${place}/${name}`) }
}

/** Where the images of Kubernetes' end-to-end tests were kept before registry.k8s.io. */
export function tested(name: string): { aliases: string[] } {
  const places = ['k8s.gcr.io/e2e-test-images', 'gcr.io/kubernetes-e2e-test-images']
  return { aliases: places.map((place) => `${place}/${name}`) }
}
