/**
 * What a service account needs by which pods are to get the credentials of a private registry. `patched`: it keeps a Secret that is added
 * to it. `recreated`: it belongs to a hook, which makes it again in every sync, so that only the nodes can have the credentials.
 */
export type UnreachedAccount = 'patched' | 'recreated';
