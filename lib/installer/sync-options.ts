/** Value of `argocd.argoproj.io/sync-options` on what must never go by accident. */
export const NEVER_BY_ACCIDENT = 'Prune=false,Delete=false';
