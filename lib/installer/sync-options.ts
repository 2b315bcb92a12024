/** Value of `argocd.argoproj.io/sync-options` on objects that must never be deleted by accident. */
export const NEVER_BY_ACCIDENT = 'Prune=false,Delete=false';
